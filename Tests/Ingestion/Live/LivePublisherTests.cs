using System.Diagnostics.Metrics;
using CityOps.Core.Live;
using CityOps.Core.Readings;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Ingestion.Live;

public sealed class LivePublisherTests : IAsyncLifetime
{
    static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(4);

    readonly AwaitedTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(LiveSome.T0));
    LiveBroker _broker = null!;
    FrameTap _tap = null!;
    MqttLink _link = null!;
    LivePublisher _publisher = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await LiveBroker.StartNewAsync();
        _tap = await FrameTap.OpenAsync(_broker);
        _link = await _broker.ConnectAsync();
        _publisher = new LivePublisher(_link, _time, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.StopAsync(default);
        _publisher.Dispose();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Start_SendsAKeyFrameOfWhatItWasPrimedWith()
    {
        _publisher.Prime([LiveSome.Reading("b:pm10", 2), LiveSome.Reading("a:pm10", 1)]);

        var key = await StartAsync();

        Assert.Equal((true, 0, 1, 1L), (key.Key, key.Part, key.Parts, key.Seq));
        Assert.Equal(["a:pm10", "b:pm10"], key.Items.Select(i => i.Series.ToString()));
    }

    [Fact]
    public async Task CommitAfterAPause_GoesOutAtOnce()
    {
        await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        _publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 7)));

        var frame = await _tap.NextAsync();
        Assert.Equal((false, 2L, LiveSome.T0 + 1_000), (frame.Key, frame.Seq, frame.At));
        Assert.Equal([LiveSome.Reading("a:pm10", 7)], frame.Items);
    }

    [Fact]
    public async Task CommitsInQuickSuccession_AreOneFrameAQuarterSecondLater()
    {
        await StartAsync();
        for (var i = 1; i <= 100; i++)
        {
            _publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", i, LiveSome.T0 + i), LiveSome.Reading("b:pm10", i, LiveSome.T0 + i)));
        }

        var frame = await NextAsync(BetweenFrames);
        Assert.Equal(LiveSome.T0 + 250, frame.At);
        Assert.Equal([100, 100], frame.Items.Select(i => i.Value));
    }

    [Theory]
    [InlineData(-1, Quality.Good, 1)] // older: the newest stays
    [InlineData(0, Quality.Good, 2)] // the same time: the last journalled wins
    [InlineData(1, Quality.Fail, 2)] // newer, whatever its quality
    public async Task SecondReading_CountsByItsObservedAt(long later, Quality quality, double expected)
    {
        await StartAsync();

        _publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 1), LiveSome.Reading("a:pm10", 2, LiveSome.T0 + later, quality)));

        Assert.Equal(expected, Assert.Single((await NextAsync(BetweenFrames)).Items).Value);
    }

    [Fact]
    public async Task Hellos_AreAnsweredAtMostOnceASecond()
    {
        var first = await StartAsync();
        var asker = await _broker.ConnectAsync();
        for (var i = 0; i < 10; i++)
        {
            await asker.PublishAsync(LiveTopics.Hello, ReadOnlyMemory<byte>.Empty);
        }

        // Behind the hellos on the same connection: when it is back, they have all been heard.
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _link.SubscribeAsync("cityops/v1/_test", _ => heard.TrySetResult(), default);
        await asker.PublishAsync("cityops/v1/_test", ReadOnlyMemory<byte>.Empty);
        await heard.Task.WaitAsync(LiveBroker.Limit);
        var second = await NextAsync(TimeSpan.FromSeconds(1), frame => frame.Key);
        var third = await NextAsync(LongestSilence);

        // A hello that came while it began to wait may make it wait anew.
        Assert.True(second.At >= first.At + 1_000, $"{second.At - first.At} ms");
        Assert.False(third.Key);
    }

    [Fact]
    public async Task ThirtySeconds_BringAKeyFrame()
    {
        await StartAsync();
        _publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 1)));
        await NextAsync(BetweenFrames);

        // Past the empty frames that a quiet line sends every few seconds.
        var key = await NextAsync(LongestSilence, frame => frame.Key);
        Assert.Equal(LiveSome.T0 + 30_000, key.At);
        Assert.Equal(1, Assert.Single(key.Items).Value);
    }

    [Fact]
    public async Task QuietCity_SendsAnEmptyFrameBeforeItLooksFrozen()
    {
        await StartAsync();

        var frame = await NextAsync(LongestSilence);
        Assert.Equal((LiveSome.T0 + 4_000, false, 2L, 0), (frame.At, frame.Key, frame.Seq, frame.Items.Count));
    }

    [Fact]
    public async Task BrokerAway_NewestValueGoesOutWhenItIsBack()
    {
        await StartAsync();
        var again = LiveBroker.NextConnect(_link);
        await _broker.StopAsync();
        for (var i = 1; i <= 1_000; i++)
        {
            _publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", i, LiveSome.T0 + i)));
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        await _broker.StartAsync();
        await again;
        _tap = await FrameTap.OpenAsync(_broker);

        Assert.Equal(1_000, Assert.Single((await NextAsync(LongestSilence, frame => frame.Key)).Items).Value);
    }

    [Fact]
    public async Task TwentyThousandSeries_AreSplitIntoPartsInOrder()
    {
        _publisher.Prime(Enumerable.Range(0, 20_000).Select(i => LiveSome.Reading($"device-{i:00000}:pm10", i)));
        await _publisher.StartAsync(default);

        var parts = new List<(LiveFrame Frame, int Bytes)> { await _tap.NextMessageAsync() };
        while (parts.Count < parts[0].Frame.Parts)
        {
            parts.Add(await _tap.NextMessageAsync());
        }

        Assert.True(parts.Count > 1);
        Assert.All(parts, part => Assert.InRange(part.Bytes, 1, 200 * 1024));
        Assert.Equal(Enumerable.Range(0, parts.Count), parts.Select(part => part.Frame.Part));
        Assert.Equal(Enumerable.Range(1, parts.Count).Select(i => (long)i), parts.Select(part => part.Frame.Seq));
        Assert.Equal(20_000, parts.SelectMany(part => part.Frame.Items).Select(item => item.Series).Distinct().Count());
    }

    [Fact]
    public async Task Hints_CarryTheChangeNumber()
    {
        var (alerts, config) = (new TaskCompletionSource<string>(), new TaskCompletionSource<int>());
        var listener = await _broker.ConnectAsync();
        await listener.SubscribeAsync(LiveTopics.AlertsChanged, bytes => alerts.TrySetResult(System.Text.Encoding.ASCII.GetString(bytes.Span)), default);
        await listener.SubscribeAsync(LiveTopics.Config, bytes => config.TrySetResult(bytes.Length), default);

        var hints = new LiveHints(await _broker.ConnectAsync());
        await hints.AlertsChangedAsync(4711);
        await hints.ConfigChangedAsync();

        Assert.Equal("4711", await alerts.Task.WaitAsync(LiveBroker.Limit));
        Assert.Equal(0, await config.Task.WaitAsync(LiveBroker.Limit));
    }

    [Fact]
    public async Task SentFrames_AreCounted()
    {
        var sent = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Name: "cityops_live_frames_total", Meter.Name: "CityOps.Ingestion" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Interlocked.Add(ref sent, tags[0].Value is "sent" ? value : 0));
        listener.Start();

        await StartAsync();
        await NextAsync(LongestSilence);

        Assert.True(Interlocked.Read(ref sent) >= 1);
    }

    async Task<LiveFrame> StartAsync()
    {
        await _publisher.StartAsync(default);
        return await _tap.NextAsync(frame => frame.Key);
    }

    /// <summary>The next frame that fits. Time passes only from one end of the publisher's waits to the next.</summary>
    /// <param name="within">How long the waits are that are meant, at most: one that was begun earlier may still run.</param>
    async Task<LiveFrame> NextAsync(TimeSpan within, Func<LiveFrame, bool>? fits = null)
    {
        var next = _tap.NextAsync(fits ?? (_ => true));
        while (await Task.WhenAny(next, _time.WaitBegunAsync(within)) != next)
        {
            _time.EndWait();
        }

        return await next;
    }
}
