using System.Globalization;
using System.Text;
using CityOps.Simulators.Mqtt;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Mqtt;

public sealed class GatewayLinkTests
{
    [Fact]
    public async Task Messages_arrive_in_order_and_are_acknowledged()
    {
        await using var broker = await TestBroker.StartAsync();
        using var link = Link(broker, queue: 2_000);
        await link.StartAsync(TimeSpan.Zero, CancellationToken.None);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(link.TryPost(Message(i)));
        }

        await link.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(Number), broker.All.Select(h => h.Text));
        Assert.Equal((1_000, 1_000, 0), (link.Account.Acknowledged, link.Account.Readings, link.Account.Waiting));
        Assert.All(broker.All, h => Assert.Equal(1, h.Qos));
    }

    [Fact]
    public async Task No_more_than_the_window_is_in_flight()
    {
        await using var broker = await TestBroker.StartAsync();
        var arrived = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        broker.Before = () =>
        {
            arrived.TrySetResult();
            return open.Task;
        };
        using var link = Link(broker, queue: 100, window: 5);
        await link.StartAsync(TimeSpan.Zero, CancellationToken.None);
        for (var i = 0; i < 50; i++)
        {
            link.TryPost(Message(i));
        }

        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var stopped = link.StopAsync(TimeSpan.FromSeconds(20));
        Assert.InRange(link.Account.Sent, 1, 5);
        open.SetResult();
        await stopped;
        Assert.Equal(50, link.Account.Acknowledged);
    }

    [Fact]
    public async Task What_has_no_room_while_the_broker_is_away_is_counted()
    {
        await using var broker = await TestBroker.StartAsync();
        var lost = new TaskCompletionSource();
        using var link = Link(broker, queue: 10, notice: _ => lost.TrySetResult());
        await link.StartAsync(TimeSpan.Zero, CancellationToken.None);
        await broker.StopAsync();
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(i < 10, link.TryPost(Message(i)));
        }

        await link.StopAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((25, 0, 15, 10), (link.Account.Made, link.Account.Acknowledged, link.Account.Dropped, link.Account.Waiting));
        await broker.StartAgainAsync();
    }

    [Fact]
    public async Task A_message_the_broker_refuses_is_counted_and_not_repeated()
    {
        await using var broker = await TestBroker.StartAsync();
        using var link = Link(broker, queue: 10);
        await link.StartAsync(TimeSpan.Zero, CancellationToken.None);
        broker.Refusal = MqttPubAckReasonCode.NotAuthorized;
        link.TryPost(Message(1));
        await link.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Single(broker.All);
        Assert.Equal((1, 0, 0), (link.Account.Refused, link.Account.Acknowledged, link.Account.Waiting));
    }

    static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    static OutboundMessage Message(int n) => new("cityops/v1/air/aq-001/readings", Encoding.UTF8.GetBytes(Number(n)), readings: 1);

    static GatewayLink Link(TestBroker broker, int queue, int window = 100, Action<string>? notice = null)
    {
        var mqtt = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build();
        var reconnect = new ReconnectSchedule(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        return new GatewayLink(new GatewayOptions("gw-air", mqtt, [], window, queue, reconnect, notice ?? (_ => { })), TimeProvider.System);
    }
}
