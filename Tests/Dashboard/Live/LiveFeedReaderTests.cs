using CityOps.Core.Live;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Live;

public sealed class LiveFeedReaderTests : IAsyncLifetime
{
    readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(LiveSome.T0));
    readonly SomeCity _city = new();
    readonly LiveFeed _feed = new();
    LiveBroker _broker = null!;
    MqttLink _link = null!;
    LiveFeedReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await LiveBroker.StartNewAsync();
        _link = await _broker.ConnectAsync();
        _reader = NewReader(_feed, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.StopAsync(default);
        _reader.Dispose();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task CommittedReading_ArrivesInTheFeed()
    {
        using var publisher = await NewPublisherAsync();
        await _reader.StartAsync(default);

        publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 7, quality: Quality.Suspect)));

        await _feed.UntilAsync(() => _feed.Find(LiveSome.Series("a:pm10")) == LiveSome.Reading("a:pm10", 7, quality: Quality.Suspect));
        Assert.Equal(LiveSome.T0, _feed.LastFrameAt);
    }

    [Fact]
    public async Task FeedStartedLate_IsWholeByAskingForAKeyFrame()
    {
        using var publisher = await NewPublisherAsync(Enumerable.Range(0, 20_000).Select(i => LiveSome.Reading($"d{i:00000}:pm10", i)));
        await _reader.StartAsync(default);
        await _feed.UntilAsync(() => _reader.IsWhole);
        await _reader.StopAsync(default);

        var again = new LiveFeed();
        using var restarted = NewReader(again, TimeProvider.System);
        await restarted.StartAsync(default);

        await again.UntilAsync(() => restarted.IsWhole);
        Assert.Equal(20_000, again.Values.Count);
        await restarted.StopAsync(default);
    }

    [Fact]
    public async Task PublisherRestart_IsNoticedByItsEpoch()
    {
        using (var first = await NewPublisherAsync([LiveSome.Reading("a:pm10", 1)]))
        {
            await _reader.StartAsync(default);
            await _feed.UntilAsync(() => _reader.IsWhole);
            await first.StopAsync(default);
        }

        using var second = await NewPublisherAsync([LiveSome.Reading("a:pm10", 2), LiveSome.Reading("b:pm10", 3)]);

        await _feed.UntilAsync(() => _reader.IsWhole && _feed.Values.Count == 2);
        Assert.Equal([2, 3], _feed.Values.Select(v => v.Value));
    }

    [Fact]
    public async Task Gap_IsAskedAboutAndTheFrameBehindItIsTakenAllTheSame()
    {
        var hellos = System.Threading.Channels.Channel.CreateUnbounded<int>();
        var writer = await _broker.ConnectAsync();
        await writer.SubscribeAsync(LiveTopics.Hello, _ => hellos.Writer.TryWrite(1), default);
        await _reader.StartAsync(default);
        await hellos.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);
        await SendAsync(writer, 1, key: true, LiveSome.Reading("a:pm10", 1));
        await _feed.UntilAsync(() => _reader.IsWhole);

        await SendAsync(writer, 3, key: false, LiveSome.Reading("a:pm10", 3));
        await _feed.UntilAsync(() => _feed.Find(LiveSome.Series("a:pm10"))?.Value == 3);

        Assert.False(_reader.IsWhole);
        await hellos.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);
        await SendAsync(writer, 4, key: true, LiveSome.Reading("a:pm10", 4));
        await _feed.UntilAsync(() => _reader.IsWhole);
    }

    [Fact]
    public async Task BrokerRestart_IsWholeAgainWithWhatCameMeanwhile()
    {
        using var publisher = await NewPublisherAsync([LiveSome.Reading("a:pm10", 1)]);
        await _reader.StartAsync(default);
        await _feed.UntilAsync(() => _reader.IsWhole);

        var again = LiveBroker.NextConnect(_link);
        await _broker.StopAsync();
        publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 2, LiveSome.T0 + 1)));
        await _broker.StartAsync();
        await again;

        await _feed.UntilAsync(() => _reader.IsWhole && _feed.Find(LiveSome.Series("a:pm10"))?.Value == 2);
    }

    [Fact]
    public async Task FrameOfAnotherFormat_IsPassedOver()
    {
        using var publisher = await NewPublisherAsync();
        await _reader.StartAsync(default);
        await _feed.UntilAsync(() => _reader.IsWhole);

        await _link.PublishAsync(LiveTopics.Values, new byte[] { 9, 9, 9 });
        publisher.Accept(LiveSome.Batch(LiveSome.Reading("a:pm10", 1)));

        await _feed.UntilAsync(() => _feed.Values.Count == 1);
        Assert.True(_reader.IsWhole);
    }

    [Fact]
    public async Task AlertHint_BringsTheAlertWithoutATick()
    {
        _city.Write(SomeCity.Alert("open before"));
        using var reader = NewReader(_feed, _time);
        await reader.StartAsync(default);
        await _feed.UntilAsync(() => _feed.OpenAlerts.Count == 1);

        await new LiveHints(_link).AlertsChangedAsync(_city.Write(SomeCity.Alert("new")));
        await _feed.UntilAsync(() => _feed.OpenAlerts.Count == 2);
        await new LiveHints(_link).AlertsChangedAsync(_city.Write(SomeCity.Alert("new", open: false)));

        await _feed.UntilAsync(() => _feed.OpenAlerts.Count == 1);
        await reader.StopAsync(default);
    }

    [Fact]
    public async Task MoreAlertsThanOneReadTakes_AreAllRead()
    {
        using var reader = NewReader(_feed, _time);
        await reader.StartAsync(default);
        await _feed.UntilAsync(() => _feed.Version >= 2);
        var changes = Enumerable.Range(0, 2_500).Select(i => _city.Write(SomeCity.Alert($"a{i}"))).ToList();

        await new LiveHints(_link).AlertsChangedAsync(changes[^1]);

        await _feed.UntilAsync(() => _feed.OpenAlerts.Count == 2_500);
        await reader.StopAsync(default);
    }

    [Fact]
    public async Task DatabaseAway_IsReadWhenItIsBack()
    {
        _city.Away = true;
        _city.Write(SomeCity.Alert("x"));
        _city.Register("a");
        await _reader.StartAsync(default);
        await _city.Refused.WaitAsync(LiveBroker.Limit);

        _city.Away = false;

        await _feed.UntilAsync(() => _feed.OpenAlerts.Count == 1 && _feed.Registry.Revision == 1);
    }

    [Fact]
    public async Task WithoutHints_TheNextTickBringsAlertsAndRegistry()
    {
        await _reader.StartAsync(default);
        await _feed.UntilAsync(() => _feed.Version >= 2);

        _city.Write(SomeCity.Alert("new"));
        _city.Register("a@s1/Center");

        await _feed.UntilAsync(() => _feed.OpenAlerts.Count == 1 && _feed.Registry.Revision == 1);
        Assert.Equal(2, _city.Loads);
    }

    [Fact]
    public async Task ConfigHint_BringsTheRegistry()
    {
        await _reader.StartAsync(default);
        await _feed.UntilAsync(() => _feed.Version >= 2);
        _city.Register("a@s1/Center");

        await new LiveHints(_link).ConfigChangedAsync();

        await _feed.UntilAsync(() => _feed.Registry.StationOf("a")?.District == "Center");
    }

    LiveFeedReader NewReader(LiveFeed feed, TimeProvider pace) =>
        new(feed, _link, _city.Reads, new LiveClocks(_time, pace), NullLogger<LiveFeedReader>.Instance);

    async Task<LivePublisher> NewPublisherAsync(IEnumerable<Reading>? newest = null)
    {
        var publisher = new LivePublisher(await _broker.ConnectAsync(), TimeProvider.System, TimeProvider.System);
        publisher.Prime(newest ?? []);
        await publisher.StartAsync(default);
        return publisher;
    }

    static Task<bool> SendAsync(MqttLink link, long seq, bool key, Reading reading) => link.PublishAsync(
        LiveTopics.Values, LiveFrameCodec.Encode(new LiveFrame { Epoch = "e", Seq = seq, At = LiveSome.T0, Key = key, Items = [reading] }));
}
