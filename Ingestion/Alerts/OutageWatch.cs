using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Alerts;

/// <summary>
/// Looks once a second how the parts of CityOps are, and keeps an alert for each that is away. It starts when all of them run and
/// stops before any of them does, so that a planned stop is no outage. While the city database is away nothing can be written:
/// then what was found waits.
/// </summary>
public sealed class OutageWatch(PartSights sights, AlertLog log, TimeProvider clock, ILogger<OutageWatch> logger) : BackgroundService
{
    /// <summary>A raise and its end count as two. With so many unwritten no new ones are looked for.</summary>
    const int MostUnwritten = 20;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PeaksEvery = TimeSpan.FromSeconds(10);

    readonly OutageCondition[] _conditions = [.. OutageRule.All.Select(rule => new OutageCondition(rule))];
    readonly List<AlertChange> _found = [];
    readonly PeriodicTimer _timer = new(LookEvery, clock);
    bool _adopted;
    long _peaksAt;
    string? _reported;

    /// <summary>How often it has looked; for tests.</summary>
    internal int Looks { get; private set; }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _peaksAt = clock.UnixMs();
        sights.Begin(_peaksAt);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await LookAsync(clock.UnixMs(), stoppingToken).ConfigureAwait(false);
                _reported = null;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (_reported != e.Message)
                {
                    logger.LogWarning("Alerts about CityOps itself cannot be written, they wait: {Error}", e.Message);
                    _reported = e.Message;
                }
            }

            Looks++;
        }
    }

    async Task LookAsync(long now, CancellationToken cancellationToken)
    {
        if (!_adopted)
        {
            var open = await log.OpenAsync(cancellationToken).ConfigureAwait(false);
            Array.ForEach(_conditions, condition => condition.Adopt(open, now, _found));
            _adopted = true;
        }

        if (_found.Count < MostUnwritten)
        {
            Array.ForEach(_conditions, condition => condition.Look(sights.Of(condition.Rule, now), now, _found));
        }

        await WriteAsync(now, cancellationToken).ConfigureAwait(false);
    }

    async Task WriteAsync(long now, CancellationToken cancellationToken)
    {
        if (_found.Count > 0)
        {
            await log.AppendAsync([.. _found, .. Announcements(now)], now, cancellationToken).ConfigureAwait(false);
            _found.Clear();
        }

        var peaks = _conditions.Select(condition => condition.Peak(now)).OfType<(string, double)>().ToList();
        if (peaks.Count > 0 && now - _peaksAt >= PeaksEvery.TotalMilliseconds)
        {
            await log.UpdatePeaksAsync(peaks, cancellationToken).ConfigureAwait(false);
            _peaksAt = now;
        }
    }

    /// <summary>What is raised now is so now, however late the log hears of it.</summary>
    IEnumerable<AlertChange> Announcements(long now) =>
        from raised in _found
        where raised.Kind == TransitionKind.Raised && !_found.Exists(change => change.AlertId == raised.AlertId && change.Kind == TransitionKind.Cleared)
        select new AlertChange(raised.AlertId, TransitionKind.Announced, now, raised.Value, raised.Peak);
}
