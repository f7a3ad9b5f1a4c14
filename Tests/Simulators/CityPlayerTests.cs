using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;
using CityOps.Tests.Simulators.Devices;
using CityOps.Tests.Simulators.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators;

/// <summary>The whole city against a real broker.</summary>
public sealed class CityPlayerTests
{
    static readonly long Now = Cities.At("2026-11-24 15:00");
    static readonly int QuantitiesOfAll = Cities.Usual.Devices.Sum(d => Fleets.Usual[d.Id].Names.Length);

    readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Now));

    [Fact]
    public async Task Connecting_publishes_every_birth_retained_and_waits_for_it()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var player = new CityPlayer(Options(broker), clock);
        await player.ConnectAsync(CancellationToken.None);
        var births = broker.Statuses.ToDictionary(h => h.Device);
        Assert.Equal(Cities.Usual.Devices.Count + player.Account.Gateways, births.Count);
        foreach (var device in Cities.Usual.Devices)
        {
            var birth = births[device.Id];
            Assert.True(birth.Retain);
            Assert.Equal($"cityops/v1/{device.Domain}/{device.Id}/status", birth.Topic);
            Assert.Equal(
                ["state", "name", "lat", "lon", "district", "station", .. Fleets.GatewayOf(device.Id) is null ? (string[])[] : ["gateway"], "interval", "fw", "m"],
                birth.Json.EnumerateObject().Select(m => m.Name));
            Assert.Equal(device.Name, birth.Json.GetProperty("name").GetString());
            Assert.Equal(device.IntervalSeconds, birth.Json.GetProperty("interval").GetInt32());
            Assert.Equal(Fleets.Usual[device.Id].Names.Select(n => n.ToString()), birth.Json.GetProperty("m").EnumerateObject().Select(m => m.Name));
        }

        Assert.Equal((player.Account.Connections, Cities.Usual.Devices.Count / 10), (player.Account.Connected, player.Account.OwnClients));
    }

    [Fact]
    public async Task Without_a_broker_connecting_says_where_it_looked()
    {
        await using var player = new CityPlayer(new PlayerOptions { Host = "127.0.0.1", Port = FreePort.Next() }, clock);
        var trouble = await Assert.ThrowsAsync<BrokerUnreachableException>(() => player.ConnectAsync(CancellationToken.None));
        Assert.StartsWith("No MQTT broker answers at 127.0.0.1:", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", false)]
    [InlineData("right", true)]
    public async Task A_broker_that_asks_for_a_password_gets_it(string password, bool welcome)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Password = "right";
        await using var player = new CityPlayer(Options(broker) with { Username = "sims", Password = password, Stations = 30 }, clock);
        var trouble = await Record.ExceptionAsync(() => player.ConnectAsync(CancellationToken.None));
        Assert.Equal(welcome ? null : typeof(BrokerRefusedException), trouble?.GetType());
        Assert.Equal(welcome ? 30 : 0, broker.Statuses.Count(h => !h.Device.StartsWith("gw-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_day_of_history_is_complete_in_minutes_hour_by_hour()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var player = new CityPlayer(Options(broker), clock);
        await player.ConnectAsync(CancellationToken.None);
        await player.BackfillAsync(Now - Cities.Day, Now, null, CancellationToken.None);

        Assert.Equal(24 * 60 * QuantitiesOfAll, player.Account.Readings);
        Assert.Equal((24 * Cities.Usual.Devices.Count, 24 * Cities.Usual.Devices.Count, 0), (player.Account.Made, player.Account.Acknowledged, player.Account.Unsent));
        Assert.Equal(player.Account.Readings, broker.Readings.Sum(h => h.Records.Sum(Heard.Values)));
        Assert.All(broker.Readings, h => Assert.InRange(h.Payload.Length, 1, 256 * 1024));
        foreach (var ofDevice in broker.Readings.GroupBy(h => h.Device))
        {
            Assert.Equal(Enumerable.Range(1, 24).Select(n => (long)n), ofDevice.Select(h => h.Seq));
            var times = ofDevice.SelectMany(h => h.Records).Select(Heard.At);
            Assert.Equal(Enumerable.Range(0, 1_440).Select(i => Fleets.Usual[ofDevice.Key].Traits.Clock.Read(Now - Cities.Day + i * Cities.Minute)), times);
        }

        // Within a gateway no device is an hour ahead of another.
        var heat = broker.Readings.Where(h => Fleets.GatewayOf(h.Device) == "gw-heat-1").Select(h => h.Seq).ToList();
        Assert.NotEmpty(heat);
        Assert.Equal(heat.Order(), heat);
    }

    [Fact]
    public async Task A_history_that_does_not_begin_on_a_minute_covers_exactly_its_span()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var player = new CityPlayer(Options(broker), clock);
        await player.ConnectAsync(CancellationToken.None);
        var seen = new List<BackfillProgress>();
        await player.BackfillAsync(Now - 90 * Cities.Minute - 1, Now - 1, new Listener(seen.Add), CancellationToken.None);
        Assert.Equal(90 * QuantitiesOfAll, player.Account.Readings);
        Assert.Equal([1, 2], seen.Select(p => p.HoursDone));
        Assert.Equal(new BackfillProgress(2, 2, 2 * Cities.Usual.Devices.Count, 90 * QuantitiesOfAll), seen[^1]);
    }

    [Fact]
    public async Task The_same_seed_sends_the_same_bytes()
    {
        Assert.Equal(await HistoryAsync(seed: 1), await HistoryAsync(seed: 1));
        Assert.NotEqual(await HistoryAsync(seed: 1), await HistoryAsync(seed: 2));

        async Task<IEnumerable<string>> HistoryAsync(int seed)
        {
            await using var broker = await TestBroker.StartAsync();
            await using var player = new CityPlayer(Options(broker) with { Seed = seed }, clock);
            await player.ConnectAsync(CancellationToken.None);
            await player.BackfillAsync(Now - 2 * Cities.Hour, Now, null, CancellationToken.None);
            return broker.Readings.Select(h => $"{h.Topic} {h.Text}").Order(StringComparer.Ordinal).ToList();
        }
    }

    [Fact]
    public async Task Live_every_device_reports_when_it_is_due_and_says_goodbye()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var player = new CityPlayer(Options(broker), clock);
        await player.ConnectAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var run = player.RunAsync(stop.Token);
        var expected = Expected(65);
        for (var second = 1; second <= 65; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var due = expected.Count(e => e.At <= Now + second * 1_000);
            await broker.UntilAsync(() => broker.Readings.Count() >= due);
        }

        await stop.CancelAsync();
        await run;
        var got = broker.Readings.Select(h => (h.Device, At: Heard.At(h.Json))).OrderBy(e => e.Device).ThenBy(e => e.At);
        Assert.Equal(expected.Select(e => (e.Device, At: Fleets.Usual[e.Device].Traits.Clock.Read(e.At))), got);
        Assert.All(broker.Readings.GroupBy(h => h.Device), g => Assert.Equal(Enumerable.Range(1, g.Count()).Select(n => (long)n), g.Select(h => h.Seq)));
        Assert.Equal(Cities.Usual.Devices.Count + player.Account.Gateways, broker.Statuses.Count(h => h.Text == "offline" && h.Retain));
        Assert.Equal(0, player.Account.Unsent);
    }

    [Fact]
    public async Task Speed_makes_devices_report_more_often_with_the_time_it_is()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var player = new CityPlayer(Options(broker) with { Speed = 60, Incidents = false, Stations = 30 }, clock);
        await player.ConnectAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var run = player.RunAsync(stop.Token);
        var devices = SimulatedCity.Build(seed: 1, stations: 30).Devices.ToDictionary(device => device.Id);
        for (var second = 1; second <= 10; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            // A second is a minute to the devices.
            var least = devices.Values.Sum(device => second * 60 / device.IntervalSeconds);
            await broker.UntilAsync(() => broker.Readings.Count() >= least);
        }

        await stop.CancelAsync();
        await run;
        var sent = broker.Readings.ToLookup(heard => heard.Device);
        Assert.All(devices.Values, device => Assert.InRange(sent[device.Id].Count(), (600 / device.IntervalSeconds) - 1, (600 / device.IntervalSeconds) + 2));
        Assert.All(broker.Readings, heard =>
        {
            var clock = Fleets.Usual[heard.Device].Traits.Clock;
            Assert.InRange(Heard.At(heard.Json), clock.Read(Now), clock.Read(Now + 10_000));
        });
    }

    [Fact]
    public async Task A_broker_that_restarts_gets_births_again_and_loses_nothing()
    {
        await using var broker = await TestBroker.StartAsync();
        var options = Options(broker) with { ReconnectFloor = TimeSpan.FromMilliseconds(20), ReconnectCeiling = TimeSpan.FromMilliseconds(200) };
        await using var player = new CityPlayer(options, TimeProvider.System);
        await player.ConnectAsync(CancellationToken.None);
        var open = new TaskCompletionSource();
        broker.Before = () => broker.Readings.Count() >= 300 ? open.Task : Task.CompletedTask;

        var backfill = player.BackfillAsync(Now - 12 * Cities.Hour, Now, null, CancellationToken.None);
        await broker.UntilAsync(() => broker.Readings.Count() >= 300);
        var stopping = broker.StopAsync();
        broker.Before = () => Task.CompletedTask;
        open.SetResult();
        await stopping;
        await broker.StartAgainAsync();
        await backfill.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(Cities.Usual.Devices.Count * 12, broker.Readings.Select(h => (h.Device, h.Seq)).Distinct().Count());
        Assert.Equal((Cities.Usual.Devices.Count * 12, 0), (player.Account.Acknowledged, player.Account.Unsent));
        Assert.True(player.Account.Reconnects >= 1);
        Assert.True(broker.Statuses.Count() > Cities.Usual.Devices.Count, "births again");
    }

    static PlayerOptions Options(TestBroker broker) => new() { Host = "127.0.0.1", Port = broker.Port };

    static List<(string Device, long At)> Expected(int seconds)
    {
        var script = new IncidentScript(Cities.Usual, Now);
        var incidents = Enumerable.Range(0, 10).Select(n => script[n]).ToArray();
        var all = new List<(string Device, long At)>();
        foreach (var device in Cities.Usual.Devices.Select(d => Fleets.Usual[d.Id]))
        {
            for (var at = LivePlay.NextReport(device, incidents, Now); at <= Now + seconds * 1_000; at = LivePlay.NextReport(device, incidents, at))
            {
                all.Add((device.Device.Id, at));
            }
        }

        return [.. all.OrderBy(e => e.Device).ThenBy(e => e.At)];
    }

    sealed class Listener(Action<BackfillProgress> tell) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => tell(value);
    }
}
