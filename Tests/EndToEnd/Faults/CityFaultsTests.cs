using System.Globalization;
using System.Text.Json;
using CityOps.Simulators;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Faults;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Faults;

/// <summary>The simulated city as the test bench of the real program: faults on command, and what operators are told.</summary>
public sealed class CityFaultsTests
{
    const string Silent = """{"name":"Silent counter","quantity":"speed","domain":"traffic","condition":{"kind":"absent","after":"00:00:10"},"severity":"major"}""";

    [Fact]
    public async Task FailedGateway_IsOneAlert_ThatSaysHowManyItHides_AndItEndsWithIt()
    {
        await using var bench = await Bench.StartAsync(own: 0);
        var behind = (await bench.Product.ItemsAsync("/devices")).Count(d => d.Text("gateway") == "gw-traffic-1");
        Assert.True(behind >= 5, $"{behind} devices");
        var fault = bench.Player.Faults.Start(new FaultOrder { Kind = "gateway", Devices = "gw-traffic-1" });
        var alert = (await bench.AlertsAsync(alerts => alerts is [var one] && one.GetProperty("peak").GetDouble() >= behind, "one alert that hides all"))[0];
        Assert.Equal(("gw-traffic-1", "active"), (alert.Text("device"), alert.Text("condition")));
        Assert.Contains("gw-traffic-1", (await bench.Product.ItemsAsync("/devices")).Where(d => d.Text("connection") == "offline").Select(d => d.Text("id")));

        Assert.True(bench.Player.Faults.Stop(fault.Id));
        await bench.AlertsAsync(alerts => alerts is [var one] && one.Text("condition") == "cleared", "it is over");
        var account = await bench.StopAsync();
        Assert.Equal((account.Made, 0), (account.Acknowledged, account.Unsent));
        Assert.Equal(account.Made, await bench.LedgerAsync("received") - await bench.LedgerAsync("duplicate"));
        Assert.Equal(0, await bench.LedgerAsync("missing"));
    }

    [Fact]
    public async Task CutDeviceWithAClientOfItsOwn_IsNoticedAtOnceAndAlone()
    {
        await using var bench = await Bench.StartAsync(own: 30);
        var device = (await bench.Product.ItemsAsync("/devices")).First(d => d.Text("domain") == "traffic" && d.GetProperty("gateway").ValueKind == JsonValueKind.Null && d.Text("id")!.StartsWith("tr-", StringComparison.Ordinal)).Text("id")!;
        bench.Player.Faults.Start(new FaultOrder { Kind = "gateway", Devices = device });
        var alert = (await bench.AlertsAsync(alerts => alerts.Count == 1, "its alert"))[0];
        Assert.Equal(device, alert.Text("device"));
        Assert.Equal(JsonValueKind.Null, alert.GetProperty("series").ValueKind);
    }

    [Fact]
    public async Task ManyFaultsAtOnce_LedgerAndQuarantineSayWhatIsTrue()
    {
        await using var bench = await Bench.StartAsync(own: 4);
        FaultOrder[] orders =
        [
            new() { Kind = "malformed", Domain = "air" }, new() { Kind = "duplicate", Domain = "heat" }, new() { Kind = "reorder", Domain = "power" },
            new() { Kind = "unit-name", Domain = "river" }, new() { Kind = "dropout", Domain = "water", Rate = 0.5 },
        ];
        foreach (var order in orders)
        {
            bench.Player.Faults.Start(order);
        }

        string[] wanted = ["rejected.bad_json", "rejected.too_large", "duplicate", "outOfOrder", "late", "readings.refused.unknown_unit", "missing"];
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(bench.Player.Account.Faults), counts => wanted.All(word => counts.Truth.GetValueOrDefault(word) >= 3), "enough faults");
        var account = await bench.StopAsync();
        Assert.Equal(account.Acknowledged, await bench.LedgerAsync("received"));
        foreach (var word in (string[])["duplicate", "outOfOrder", "late", "missing"])
        {
            Assert.Equal((word, account.Faults.Truth[word]), (word, await bench.LedgerAsync(word)));
        }

        var reasons = (await bench.Product.AskAsync("/ledger")).GetProperty("total").GetProperty("rejected").GetProperty("reasons");
        Assert.Equal(
            account.Faults.Truth.Where(one => one.Key.StartsWith("rejected.", StringComparison.Ordinal)).Select(one => $"{one.Key["rejected.".Length..]} {one.Value.ToString(CultureInfo.InvariantCulture)}"),
            reasons.EnumerateObject().Select(one => $"{one.Name} {one.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(account.Faults.Truth["quarantine"], (await bench.Product.ItemsAsync("/quarantine?limit=10000")).Count);
    }

    /// <summary>The real program and a city that reports twenty times as often as in life.</summary>
    sealed class Bench : IAsyncDisposable
    {
        readonly TempFolder folder = new();
        readonly CancellationTokenSource stop = new();
        Task play = Task.CompletedTask;

        public CityProcess Product { get; private set; } = null!;

        public CityPlayer Player { get; private set; } = null!;

        public static async Task<Bench> StartAsync(int own)
        {
            var bench = new Bench();
            bench.Product = await CityProcess.StartAsync(bench.folder.Path, "Production");
            await bench.Product.PostAsync("/rules", Silent);
            bench.Player = new CityPlayer(
                new PlayerOptions
                {
                    Host = "localhost", Port = bench.Product.MqttPort, Stations = 40, Incidents = false, Speed = 20, OwnClients = OwnClients.OfNumber(own),
                    ReconnectCeiling = TimeSpan.FromMilliseconds(500),
                },
                TimeProvider.System);
            await bench.Player.ConnectAsync(CancellationToken.None);
            bench.play = bench.Player.RunAsync(bench.stop.Token);
            // Everybody has spoken before anything goes wrong: who never did is not missed. Waste bins speak too rarely to wait for them.
            await Eventually.SatisfiesAsync(
                () => bench.Product.ItemsAsync("/devices"),
                devices => devices.Where(d => d.Text("id")!.Split('-')[0] is not ("gw" or "wb")).All(d => d.GetProperty("lastReceivedAt").ValueKind != JsonValueKind.Null), "all speak");
            return bench;
        }

        public Task<List<JsonElement>> AlertsAsync(Func<List<JsonElement>, bool> satisfies, string what) => Eventually.SatisfiesAsync(
            () => Product.ItemsAsync("/alerts"), satisfies, what, TimeSpan.FromSeconds(60));

        public async Task<long> LedgerAsync(string word) => (await Product.AskAsync("/ledger")).GetProperty("total").GetProperty(word).GetInt64();

        public async Task<PlayerAccount> StopAsync()
        {
            await stop.CancelAsync();
            await play;
            return Player.Account;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await play;
            await Player.DisposeAsync();
            await Product.DisposeAsync();
            folder.Dispose();
            stop.Dispose();
        }
    }
}
