using System.Diagnostics.Metrics;
using CityOps.Core.Live;
using CityOps.Core.Readings;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.Journal;
using Microsoft.Extensions.Hosting;

namespace CityOps.Ingestion.Live;

/// <summary>
/// Sends the newest value of each series to the dashboards: what has changed at most four times a second, all of them every 30 s,
/// after a connect and when a dashboard asks. It may skip: while the broker is away values replace each other, and the newest
/// goes out later. Safe for concurrent use.
/// </summary>
public sealed class LivePublisher : BackgroundService
{
    static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan BetweenAnswers = TimeSpan.FromSeconds(1);
    static readonly TimeSpan BetweenKeys = TimeSpan.FromSeconds(30);

    // Below the 10 s after which a screen calls its picture frozen, so that a quiet city does not look like a broken line.
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(4);

    readonly NewestValues _values = new();
    readonly MqttLink _link;
    readonly TimeProvider _clock;
    readonly TimeProvider _pace;
    readonly Wake _wake;
    readonly Meter _meter = new("CityOps.Ingestion");
    readonly Counter<long> _frames;
    readonly string _epoch = Guid.NewGuid().ToString("N");

    // Only the sending loop touches these.
    long _seq;
    long _lastFrame;
    long _lastKey;

    volatile bool _keyWanted;

    /// <param name="clock">The city's time, written into frames.</param>
    /// <param name="pace">Drives the pauses.</param>
    public LivePublisher(MqttLink link, TimeProvider clock, TimeProvider pace)
    {
        (_link, _clock, _pace) = (link, clock, pace);
        _wake = new Wake(pace);
        _frames = _meter.CreateCounter<long>("cityops_live_frames_total", description: "Live frames, by result: sent or failed");
    }

    /// <summary>Newest values known from before the start, so that the first key frame is whole.</summary>
    public void Prime(IEnumerable<Reading> newest) => _values.Take(newest);

    /// <summary>To be told of every batch after its commit, in order, from one thread. Quick, and never waits for the broker.</summary>
    public void Accept(JournalBatch batch)
    {
        if (batch.Readings.Length > 0)
        {
            _values.Take(batch);
            _wake.Set();
        }
    }

    public override void Dispose()
    {
        _link.Connected -= WantKey;
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _link.Connected += WantKey;
        await _link.SubscribeAsync(LiveTopics.Hello, _ => WantKey(), stoppingToken);
        // As if the last ones had been long ago: the first key frame goes out as soon as there is a broker.
        _lastFrame = _lastKey = _pace.GetTimestamp() - (long)(BetweenKeys.TotalSeconds * _pace.TimestampFrequency);
        while (!stoppingToken.IsCancellationRequested)
        {
            // Read once: a change in between would make the pause of a quiet city one that nobody can end.
            var hasChanges = _values.HasChanges;
            var pause = UntilNextFrame(hasChanges);
            if (pause > TimeSpan.Zero && hasChanges)
            {
                // Not woken by every commit: there is a frame to send already.
                await Task.Delay(pause, _pace, stoppingToken);
            }
            else if (pause > TimeSpan.Zero)
            {
                await _wake.WaitAsync(pause, stoppingToken);
            }
            else if (!_link.IsConnected)
            {
                await _wake.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
            }
            else
            {
                await SendAsync(stoppingToken);
            }
        }
    }

    void WantKey()
    {
        _keyWanted = true;
        _wake.Set();
    }

    TimeSpan UntilNextFrame(bool hasChanges)
    {
        var (sinceFrame, sinceKey) = (_pace.GetElapsedTime(_lastFrame), _pace.GetElapsedTime(_lastKey));
        var pause = Shorter(BetweenKeys - sinceKey, LongestSilence - sinceFrame);
        pause = _keyWanted ? Shorter(pause, BetweenAnswers - sinceKey) : pause;
        return hasChanges ? Shorter(pause, BetweenFrames - sinceFrame) : pause;
    }

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    async Task SendAsync(CancellationToken cancellationToken)
    {
        var sinceKey = _pace.GetElapsedTime(_lastKey);
        var key = sinceKey >= BetweenKeys || (_keyWanted && sinceKey >= BetweenAnswers);
        _lastFrame = _pace.GetTimestamp();
        if (key)
        {
            // Before the values are read: who asks from here on gets another one.
            _keyWanted = false;
            _lastKey = _lastFrame;
        }

        var readings = key ? _values.TakeAll() : _values.TakeChanges();
        if (!await SendAsync(readings, key, cancellationToken))
        {
            _values.PutBack(readings);
            _keyWanted |= key;
        }
    }

    async Task<bool> SendAsync(Reading[] readings, bool key, CancellationToken cancellationToken)
    {
        var runs = LiveFrameCodec.Split(readings);
        for (var part = 0; part < runs.Count; part++)
        {
            var frame = new LiveFrame
            {
                Epoch = _epoch, Seq = ++_seq, At = _clock.UnixMs(), Key = key, Part = part, Parts = runs.Count, Items = runs[part],
            };
            var sent = await _link.PublishAsync(LiveTopics.Values, LiveFrameCodec.Encode(frame), cancellationToken: cancellationToken);
            _frames.Add(1, new KeyValuePair<string, object?>("result", sent ? "sent" : "failed"));
            if (!sent)
            {
                return false;
            }
        }

        return true;
    }
}
