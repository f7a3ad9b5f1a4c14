using System.Text;
using System.Threading.Channels;
using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Live;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;

namespace CityOps.Tests.Ingestion.Mqtt;

public sealed class MqttLinkTests
{
    [Theory]
    [InlineData(MqttQualityOfServiceLevel.AtMostOnce)]
    [InlineData(MqttQualityOfServiceLevel.AtLeastOnce)]
    public async Task Publish_ReachesWhoSubscribedBeforeAndAfterTheConnect(MqttQualityOfServiceLevel qos)
    {
        await using var broker = await LiveBroker.StartNewAsync();
        var link = broker.NewLink();
        var (before, after) = (new Inbox(), new Inbox());
        await link.SubscribeAsync("cityops/v1/_a/+", before.Take, default);
        await broker.ConnectAsync(link);
        await link.SubscribeAsync("cityops/v1/_a/b", after.Take, default);

        Assert.True(await link.PublishAsync("cityops/v1/_a/b", Encoding.UTF8.GetBytes("1"), qos: qos));

        Assert.Equal("1", await before.NextAsync());
        Assert.Equal("1", await after.NextAsync());
    }

    [Fact]
    public async Task BrokerRestart_ConnectsAgainWithEverySubscription()
    {
        await using var broker = await LiveBroker.StartNewAsync();
        var inbox = new Inbox();
        var link = await broker.ConnectAsync();
        await link.SubscribeAsync("cityops/v1/_x", inbox.Take, default);
        var again = LiveBroker.NextConnect(link);

        await broker.StopAsync();
        await broker.StartAsync();
        await again;

        Assert.True(link.IsConnected);
        Assert.True(await link.PublishAsync("cityops/v1/_x", Encoding.UTF8.GetBytes("back")));
        Assert.Equal("back", await inbox.NextAsync());
    }

    [Fact]
    public async Task BrokerAway_PublishSaysSoAtOnce()
    {
        await using var broker = await LiveBroker.StartNewAsync();

        Assert.False(await broker.NewLink().PublishAsync("cityops/v1/_x", ReadOnlyMemory<byte>.Empty));
    }

    [Fact]
    public async Task RetainedMessage_ReachesWhoComesLater()
    {
        await using var broker = await LiveBroker.StartNewAsync();
        var first = await broker.ConnectAsync();
        Assert.True(await first.PublishAsync("cityops/v1/_x", Encoding.UTF8.GetBytes("kept"), retain: true, MqttQualityOfServiceLevel.AtLeastOnce));

        var inbox = new Inbox();
        await (await broker.ConnectAsync()).SubscribeAsync("cityops/v1/_x", inbox.Take, default);

        Assert.Equal("kept", await inbox.NextAsync());
    }

    [Fact]
    public async Task WrongPassword_IsSaidOnceThenTheRightOneConnects()
    {
        await using var broker = await LiveBroker.StartNewAsync();
        broker.Password = "right";
        var log = new Lines();
        var asked = 0;
        var link = new MqttLink(
            () => new MqttLinkOptions { Host = "127.0.0.1", Port = broker.Port, Username = "own", Password = ++asked < 3 ? "wrong" : "right" },
            TimeProvider.System, log);

        await broker.ConnectAsync(link);

        Assert.Equal(3, asked);
        Assert.Single(log.Of(LogLevel.Warning), line => line.Contains("BadUserNameOrPassword", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Of(LogLevel.Warning), line => line.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HandlerThatThrows_IsReportedAndTheNextMessageComes()
    {
        await using var broker = await LiveBroker.StartNewAsync();
        var log = new Lines();
        var inbox = new Inbox();
        var link = new MqttLink(() => new MqttLinkOptions { Host = "127.0.0.1", Port = broker.Port }, TimeProvider.System, log);
        await link.SubscribeAsync("cityops/v1/_x", _ => throw new InvalidOperationException("odd"), default);
        await link.SubscribeAsync("cityops/v1/_x", inbox.Take, default);
        await broker.ConnectAsync(link);

        await link.PublishAsync("cityops/v1/_x", Encoding.UTF8.GetBytes("1"));
        await link.PublishAsync("cityops/v1/_x", Encoding.UTF8.GetBytes("2"));

        Assert.Equal(["1", "2"], [await inbox.NextAsync(), await inbox.NextAsync()]);
        Assert.Equal(2, log.Of(LogLevel.Error).Count);
    }

    [Fact]
    public async Task Stop_EndsWithoutAnException()
    {
        await using var broker = await LiveBroker.StartNewAsync();
        using var stop = new CancellationTokenSource();
        var link = broker.NewLink();
        var connected = LiveBroker.NextConnect(link);
        var running = link.RunAsync(stop.Token);
        await connected;

        await stop.CancelAsync();

        await running.WaitAsync(LiveBroker.Limit);
        Assert.False(link.IsConnected);
    }

    [Fact]
    public void BackOff_DoublesFromHalfASecondToTenSecondsAndBeginsAnewAfterSuccess()
    {
        var backOff = new BackOff(new Random(1));
        var pauses = Enumerable.Range(0, 12).Select(_ => backOff.Next(afterSuccess: false).TotalSeconds).ToList();

        Assert.All(pauses, pause => Assert.InRange(pause, 0.5, 10));
        Assert.InRange(pauses[2], 1.5, 2.5);
        Assert.All(pauses[7..], pause => Assert.InRange(pause, 7.5, 10));
        Assert.True(pauses[7..].Distinct().Count() > 1, "many clients would come back in step");
        Assert.InRange(backOff.Next(afterSuccess: true).TotalSeconds, 0.5, 0.625);
    }

    sealed class Inbox
    {
        readonly Channel<string> _messages = Channel.CreateUnbounded<string>();

        public void Take(ReadOnlyMemory<byte> payload) => Assert.True(_messages.Writer.TryWrite(Encoding.UTF8.GetString(payload.Span)));

        public async Task<string> NextAsync() => await _messages.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);
    }

    sealed class Lines : ILogger<MqttLink>
    {
        readonly List<(LogLevel Level, string Text)> _lines = [];

        public List<string> Of(LogLevel level)
        {
            lock (_lines)
            {
                return [.. _lines.Where(line => line.Level == level).Select(line => line.Text)];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add((logLevel, formatter(state, exception)));
            }
        }
    }
}
