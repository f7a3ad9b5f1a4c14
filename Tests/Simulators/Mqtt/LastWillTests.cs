using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Mqtt;
using CityOps.Tests.Simulators.City;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators.Mqtt;

/// <summary>Connections that are cut hard, at a real broker.</summary>
public sealed class LastWillTests
{
    static readonly SimulatedCity Small = SimulatedCity.Build(1, 30);

    [Fact]
    public async Task A_cut_gateway_dies_aloud_and_comes_back_with_all_births_and_all_messages()
    {
        await using var broker = await TestBroker.StartAsync();
        var fleet = Make(broker, OwnClients.None);
        await fleet.StartAsync(CancellationToken.None);
        var (line, link) = (fleet.Lines[0], fleet.LinkOf(0));
        var born = broker.Statuses.Count();

        link.Cut();
        await broker.UntilAsync(() => broker.Statuses.Any(h => h.Text == "offline"));
        var will = Assert.Single(broker.Statuses, h => h.Text == "offline");
        Assert.Equal((line.Gateway!.StatusTopic, true), (will.Topic, will.Retain));
        // The broker may say so before our side of the connection has noticed.
        await Eventually.SatisfiesAsync(() => Task.FromResult(link.Connected), isConnected => !isConnected, "the link has noticed that it was cut");
        for (var n = 0; n < 10; n++)
        {
            link.TryPost(new OutboundMessage(line.Devices[0].Device.ReadingsTopic, "{}"u8, 1));
        }

        Assert.Empty(broker.Readings);
        Assert.Equal(10, fleet.Account.Waiting);

        link.Restore();
        await broker.UntilAsync(() => broker.Readings.Count() == 10);
        var again = broker.Statuses.Skip(born + 1).ToList();
        Assert.Equal(line.Gateway.Name, again[0].Device);
        Assert.Equal(line.Devices.Count + 1, again.Count);
        await fleet.StopAsync();
        Assert.Equal((10, 10, 0, 1), (fleet.Account.Made, fleet.Account.Acknowledged, fleet.Account.Dropped, fleet.Account.Reconnects));
    }

    [Fact]
    public async Task A_device_with_a_client_of_its_own_is_missed_alone()
    {
        await using var broker = await TestBroker.StartAsync();
        var fleet = Make(broker, OwnClients.OfNumber(2));
        await fleet.StartAsync(CancellationToken.None);
        var last = fleet.Lines.Count - 1;
        Assert.Null(fleet.Lines[last].Gateway);
        fleet.LinkOf(last).Cut();
        await broker.UntilAsync(() => broker.Statuses.Any(h => h.Text == "offline"));
        Assert.Equal([fleet.Lines[last].Devices[0].Device.StatusTopic], broker.Statuses.Where(h => h.Text == "offline").Select(h => h.Topic));
        // The broker may say so before our side of the connection has noticed.
        await Eventually.SatisfiesAsync(() => Task.FromResult(fleet.Account), account => account.Connected == account.Connections - 1, "all but one are connected");
        await fleet.StopAsync();
    }

    [Fact]
    public async Task An_orderly_end_is_no_last_will()
    {
        await using var broker = await TestBroker.StartAsync();
        var fleet = Make(broker, OwnClients.OfNumber(2));
        await fleet.StartAsync(CancellationToken.None);
        Assert.Equal(fleet.Account.Connections, (await broker.ClientsAsync()).Count);
        await fleet.StopAsync();
        Assert.All(broker.Statuses.Where(h => h.Text == "offline").CountBy(h => h.Topic), one => Assert.Equal(1, one.Value));
    }

    [Fact]
    public async Task A_link_that_stays_cut_stops_in_time()
    {
        await using var broker = await TestBroker.StartAsync();
        var fleet = Make(broker, OwnClients.None);
        await fleet.StartAsync(CancellationToken.None);
        fleet.LinkOf(0).Cut();
        fleet.LinkOf(0).Cut();
        await broker.UntilAsync(() => broker.Statuses.Any(h => h.Text == "offline"));
        await fleet.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, fleet.Account.Connected);
    }

    [Fact]
    public void Of_many_clients_that_lose_their_broker_a_few_say_so()
    {
        var clock = new FakeTimeProvider();
        var told = new List<string>();
        var lull = new Lull(told.Add, clock);
        for (var round = 0; round < 2; round++)
        {
            for (var n = 0; n < 100; n++)
            {
                lull.Tell("lost");
            }

            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, told.Count(t => t.StartsWith("and further", StringComparison.Ordinal)));
        Assert.Equal(6, told.Count(t => t == "lost"));
    }

    static Fleet Make(TestBroker broker, OwnClients own) => new(
        new PlayerOptions { Host = "127.0.0.1", Port = broker.Port, OwnClients = own, ReconnectFloor = TimeSpan.FromMilliseconds(20) }, Small, TimeProvider.System);
}
