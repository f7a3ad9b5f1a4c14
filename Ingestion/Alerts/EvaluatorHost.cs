using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Alerts;

/// <summary>
/// Takes the journal to the evaluator, batch by batch, and what it finds to the alert log. The snapshot's position is the
/// evaluator's position: after a crash the batches behind it are judged again, and the log takes each finding once.
/// </summary>
public sealed class EvaluatorHost(
    Journal journal, RegistryMirror registry, RuleBook book, FindingsWriter findings, IBrokerDoor broker, DeviceConnections connections, CitySettings settings, TimeProvider clock,
    ILogger<EvaluatorHost> logger) : BackgroundService
{
    const string Consumer = "evaluator";

    static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    /// <summary>Silence is not judged while the evaluator is further behind than this.</summary>
    readonly TimeSpan _mostLag = clock.AtLeast(TimeSpan.FromSeconds(5), real: TimeSpan.FromMilliseconds(100)) / clock.Speed();
    readonly TimeSpan _snapshotEvery = TimeSpan.FromSeconds(10) * clock.Speed();

    readonly EvaluatorFile _file = new(settings.EvaluatorFile);
    readonly List<AlertChange> _found = [];
    readonly TroubleLog _trouble = new(logger, clock);
    AlertEvaluator _evaluator = null!;
    RuleTimeline _rules = null!;
    long _position;
    long _headAtStart;
    long _startedAt;
    long _aliveSince;
    bool _adopts;
    long _lastReceivedAt;
    long _snapshotAt;
    long _bookChanges;

    /// <summary>What a person should know of the last start; null when it went on where it had stopped.</summary>
    public string? StartNote { get; private set; }

    /// <summary>Position of the last batch that was judged and whose findings are in the log.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Age of the newest batch judged while newer ones wait, in real time; zero when none wait.</summary>
    public TimeSpan Lag => Position >= journal.Head
        ? TimeSpan.Zero
        : TimeSpan.FromMilliseconds(Math.Max(0, clock.UnixMs() - Volatile.Read(ref _lastReceivedAt)) / clock.Speed());

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        (_startedAt, _headAtStart) = (clock.UnixMs(), journal.Head);
        (_lastReceivedAt, _snapshotAt, _aliveSince) = (_startedAt, _startedAt, _startedAt);
        if (TryLoad(out var saved))
        {
            Begin(saved.Evaluator, saved.Position);
            _evaluator.Reconcile(await findings.Log.OpenAsync(cancellationToken).ConfigureAwait(false), _startedAt);
        }
        else
        {
            // What is left of the journal is judged again by the rules of its time.
            Begin(new AlertEvaluator(settings.AnnounceWithin, settings.TimeZone), 0);
        }

        // What is open after that and not remembered is taken over: what the clock found after the snapshot no reading tells again.
        _adopts = true;
        await AdoptWhenThereAsync(cancellationToken).ConfigureAwait(false);

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await SnapshotAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TickEvery, clock);
        using var reader = journal.ReadFrom(_position);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var next = reader.NextAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await Task.WhenAny(tick, next).ConfigureAwait(false) == tick)
            {
                await tick.ConfigureAwait(false);
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                await TickAsync(stoppingToken).ConfigureAwait(false);
            }
            else
            {
                await JudgeAsync(await next.ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
                next = reader.NextAsync(stoppingToken).AsTask();
            }
        }
    }

    async Task JudgeAsync(JournalBatch batch, CancellationToken cancellationToken)
    {
        ReplayRules(batch.Position.Position);
        if (book.Changes != _bookChanges)
        {
            // Who was told that his rule is written expects it to judge the next reading; the tick would be up to a second late.
            await TakeRulesAsync(cancellationToken).ConfigureAwait(false);
        }

        var (now, current) = (clock.UnixMs(), registry.Current);
        _evaluator.BeginBatch();
        for (int i = 0, end; i < batch.Readings.Length; i = end)
        {
            end = EndOfMoment(batch, i);
            JudgeTogether(batch, i, end, current, now);
        }

        if (_evaluator.HeldBack is { } device)
        {
            _trouble.Tell(device, "alerts", "Its values tremble so fast around their limits that not every time is an alert.");
        }

        await findings.WriteAsync(_found, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _lastReceivedAt, batch.ReceivedAt);
        Volatile.Write(ref _position, batch.Position.Position);
        await AdoptWhenThereAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The readings of one device and moment, which came in one message.</summary>
    int EndOfMoment(JournalBatch batch, int from)
    {
        var end = from + 1;
        if (_evaluator.LooksAround)
        {
            var first = batch.ReadingAt(from);
            while (end < batch.Readings.Length && batch.ReadingAt(end) is var next && next.ObservedAt == first.ObservedAt && next.Series.Device == first.Series.Device)
            {
                end++;
            }
        }

        return end;
    }

    void JudgeTogether(JournalBatch batch, int from, int end, Registry current, long now)
    {
        for (var i = from; i < end && end - from > 1; i++)
        {
            _evaluator.Foresee(batch.ReadingAt(i), batch.SeriesAt(i));
        }

        for (var i = from; i < end; i++)
        {
            _evaluator.Evaluate(batch.ReadingAt(i), batch.SeriesAt(i), current, now, _found);
        }

        if (end - from > 1)
        {
            _evaluator.EndTogether(_found);
        }
    }

    async Task AdoptWhenThereAsync(CancellationToken cancellationToken)
    {
        if (_adopts && _position >= _headAtStart)
        {
            await TakeRulesAsync(cancellationToken).ConfigureAwait(false);
            var open = await findings.Log.OpenAsync(cancellationToken).ConfigureAwait(false);
            _evaluator.Adopt(open, registry.Current, _startedAt, _found);
            _adopts = false;
        }
    }

    /// <summary>What is due by the clock, between two batches.</summary>
    async Task TickAsync(CancellationToken cancellationToken)
    {
        await TakeRulesAsync(cancellationToken).ConfigureAwait(false);
        var (now, door) = (clock.UnixMs(), broker.State);
        while (connections.TryTake(out var said))
        {
            _evaluator.SetConnection(said.Device, said.Online, said.At, _found);
        }

        if (journal.Trouble is not null || !door.IsUp)
        {
            // Devices are not silent: nobody listens.
            _aliveSince = now;
        }
        else if (Lag <= _mostLag && !_adopts)
        {
            // The door may have been shut and open again between two ticks.
            _aliveSince = Math.Max(_aliveSince, door.Since);
            _evaluator.MarkSilent(registry.Current, now, _aliveSince, _found);
        }

        await findings.WriteAsync(_found, cancellationToken).ConfigureAwait(false);
        if (now - _snapshotAt >= _snapshotEvery.TotalMilliseconds)
        {
            await SnapshotAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>New rule versions judge from the next batch on, but never a batch that an earlier start may have judged already.</summary>
    async Task TakeRulesAsync(CancellationToken cancellationToken)
    {
        ReplayRules(_position + 1);
        if (_position < _headAtStart)
        {
            return;
        }

        var (now, changes) = (clock.UnixMs(), book.Changes);
        try
        {
            if (await _rules.TakeChangesAsync(_position + 1, now, cancellationToken).ConfigureAwait(false))
            {
                _evaluator.SetRules(_rules.Rules, now, _found);
            }

            _bookChanges = changes;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError("The rules cannot be read, the present ones go on: {Error}", e.Message);
        }
    }

    void ReplayRules(long position)
    {
        if (_rules.Replay(position) is { } changedAt)
        {
            _evaluator.SetRules(_rules.Rules, changedAt, _found);
        }
    }

    void Begin(AlertEvaluator evaluator, long position)
    {
        (_evaluator, _position) = (evaluator, position);
        _rules = new RuleTimeline(journal.Index, book, evaluator.Rules, position);
        journal.Pass(Consumer, position);
    }

    bool TryLoad([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LoadedEvaluator? saved)
    {
        saved = null;
        if (_file.Read() is not { } bytes)
        {
            StartNote = journal.Head > 0 ? "There was no snapshot: open alerts were taken over, windows began empty." : null;
            return false;
        }

        if (!AlertEvaluator.TryLoad(bytes, settings.AnnounceWithin, settings.TimeZone, out saved, out var problem))
        {
            StartNote = $"{problem} Open alerts were taken over, windows began empty.";
        }
        else if (saved.JournalId != journal.Id)
        {
            StartNote = "The snapshot belongs to another journal: this one is judged from its oldest batch on.";
        }
        else
        {
            return true;
        }

        logger.LogWarning("Evaluator: {Note}", StartNote);
        return false;
    }

    async Task SnapshotAsync(CancellationToken cancellationToken)
    {
        if (_found.Count > 0 || _adopts)
        {
            // Memory is ahead of the log: the last snapshot and the journal tell it again, this one would hide it.
            return;
        }

        await findings.WritePeaksAsync(_evaluator.TakePeaks(), cancellationToken).ConfigureAwait(false);
        _snapshotAt = clock.UnixMs();
        try
        {
            _file.Write(stream => _evaluator.Save(stream, journal.Id, _position));
            journal.Pass(Consumer, _position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The last one stays, and the journal keeps what lies behind it.
            logger.LogWarning("The evaluator's memory cannot be kept, a start would judge more again: {Error}", e.Message);
        }
    }
}
