using CityOps.Core.Wire;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;

namespace CityOps.Tests.Simulators.Faults;

/// <summary>Each kind of fault at the product itself: what it shows is what is true, to the message.</summary>
public sealed class FaultTruthTests
{
    static FaultOrder Order(string kind) => new() { Kind = kind, For = TimeSpan.FromMinutes(4) };

    [Fact]
    public async Task An_ordinary_city_is_healthy()
    {
        await using var bench = await FaultBench.StartAsync();
        await bench.PlayAsync(600);
        Assert.Empty(bench.Shown());
        Assert.Equal(0, bench.Suspect);
        Assert.True(bench.Received > 300, $"{bench.Received} messages");
        Assert.Empty(bench.City.Account.Faults.Truth);
        await bench.StopAsync();
        Assert.Equal((bench.Received, 0), (bench.City.Account.Made, bench.City.Account.Unsent));
    }

    public static TheoryData<FaultOrder, string[]> Exact => new()
    {
        { Order("stuck"), [] },
        { Order("drift") with { Size = 5 }, [] },
        { Order("spike") with { Rate = 0.5 }, ["quality.out_of_range"] },
        { Order("unit"), ["quality.out_of_range"] },
        { Order("unit-name"), ["quarantine"] },
        { Order("clock"), ["late", "quality.clock_ahead"] },
        { Order("clock") with { Size = 400 }, ["quarantine", "rejected.in_future"] },
        { Order("clock") with { Size = -90 }, ["late"] },
        { Order("clock") with { Size = -32 * 86_400 }, ["quarantine", "rejected.too_old"] },
        { Order("storm"), [] },
        { Order("dropout") with { Rate = 0.4 }, ["missing"] },
        { Order("dropout"), ["missing"] },
        { Order("outage"), [] },
        { Order("outage") with { Size = 1 }, [] },
        { Order("reorder"), ["late", "outOfOrder"] },
        { Order("duplicate") with { Size = 3 }, ["duplicate"] },
    };

    [Theory]
    [MemberData(nameof(Exact))]
    public async Task What_the_product_shows_is_what_is_true(FaultOrder order, string[] words)
    {
        await using var bench = await FaultBench.StartAsync();
        await bench.PlayThroughAsync(order, quiet: order.Size is > 60 or < 0 ? 130 : 70);
        var account = bench.City.Account;
        Assert.Subset(bench.Shown().Keys.ToHashSet(), words.ToHashSet());
        Assert.Equal(account.Faults.Truth.Where(one => !one.Key.StartsWith("readings.", StringComparison.Ordinal)), bench.Shown());
        Assert.Equal(account.Faults.Truth.GetValueOrDefault("readings.refused.unknown_unit"), bench.ReadingsRefused(RejectReason.UnknownUnit));
        Assert.Equal((account.Made, account.Made, 0), (bench.Received, account.Acknowledged, account.Waiting));
        Assert.Equal((account.Faults.Truth.GetValueOrDefault("duplicate"), account.Faults.Truth.GetValueOrDefault("missing")), (account.Faults.Copies, account.Faults.Lost));
        Assert.Equal(0, bench.Shed);
    }

    [Fact]
    public async Task Every_malformed_form_is_refused_for_its_reason()
    {
        await using var bench = await FaultBench.StartAsync();
        // The same device and number of messages for each form, and all of them in turn.
        foreach (var form in MalformedForm.All)
        {
            bench.Faults.Start(new FaultOrder { Kind = "malformed", Form = form.Name, Devices = "tr-001", For = TimeSpan.FromSeconds(50) });
            var before = bench.Shown().GetValueOrDefault($"rejected.{form.Reason.ToWire()}");
            await bench.PlayAsync(51);
            Assert.True(bench.Shown().GetValueOrDefault($"rejected.{form.Reason.ToWire()}") - before >= 2, $"{form.Name}: {string.Join(' ', bench.Shown())}");
        }

        await bench.PlayThroughAsync(Order("malformed") with { Domain = "traffic" });
        var account = bench.City.Account;
        Assert.Equal(account.Faults.Truth, bench.Shown());
        Assert.Equal(account.Faults.Malformed, bench.Shown()["quarantine"]);
        Assert.Equal(account.Made, bench.Received);
        Assert.Equal(MalformedForm.All.Select(f => $"rejected.{f.Reason.ToWire()}").Distinct().Order(StringComparer.Ordinal), bench.Shown().Keys.Where(k => k.StartsWith("rejected", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_outage_loses_no_reading()
    {
        await using var with = await FaultBench.StartAsync();
        await using var without = await FaultBench.StartAsync();
        await with.PlayThroughAsync(Order("outage"));
        await without.PlayAsync(70 + 241 + 70);
        Assert.Equal(without.Taken, with.Taken);
        Assert.True(with.Received < without.Received);
    }

    [Fact]
    public async Task A_storm_beyond_a_devices_rate_is_shed_and_its_neighbours_are_not()
    {
        await using var bench = await FaultBench.StartAsync();
        await bench.PlayAsync(30);
        bench.Faults.Start(new FaultOrder { Kind = "storm", Devices = "tr-001", Size = 10_000, For = TimeSpan.FromSeconds(110) });
        await bench.PlayAsync(130);
        Assert.True(bench.Shed > 0);
        Assert.Equal(bench.City.Account.Made, bench.Received);
        Assert.Empty(bench.Shown().Keys.Except(["missing"]));
    }

    [Fact]
    public async Task A_failed_gateway_is_offline_and_what_waited_comes_afterwards()
    {
        await using var bench = await FaultBench.StartAsync();
        await bench.PlayAsync(60);
        bench.Faults.Start(new FaultOrder { Kind = "gateway", Devices = "gw-traffic-*", For = TimeSpan.FromMinutes(2) });
        await bench.LetPassAsync(60);
        await bench.UntilAsync(() => bench.IsOnline("gw-traffic-1") == false);
        Assert.True(bench.City.Account.Waiting > 0);
        Assert.True(bench.IsOnline("gw-heat-1"));
        await bench.LetPassAsync(61);
        await bench.AgainAsync();
        Assert.True(bench.IsOnline("gw-traffic-1"));
        await bench.PlayAsync(60);
        Assert.Empty(bench.Shown());
        Assert.Equal((0, 1), (bench.City.Account.Waiting, bench.City.Account.Reconnects));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_device_without_power_is_offline_whoever_speaks_for_it_and_in_no_account(int own)
    {
        await using var bench = await FaultBench.StartAsync(own);
        await bench.PlayAsync(60);
        var cut = bench.City.Incidents.Start(new PlannedIncident("district-power-cut") { Size = 1, Duration = TimeSpan.FromMinutes(3) });
        await bench.LetPassAsync(90);
        await bench.UntilAsync(() => bench.OfflineDevices.Count > 0);
        Assert.DoesNotContain(bench.OfflineDevices, device => device.StartsWith("gw-", StringComparison.Ordinal));
        Assert.Equal(own > 0, bench.City.Account.Connected < bench.City.Account.Connections);

        await bench.LetPassAsync((int)(cut.EndMs - cut.StartMs) / 1_000);
        await bench.AgainAsync();
        await bench.UntilAsync(() => bench.OfflineDevices.Count == 0);
        Assert.Equal((bench.City.Account.Made, bench.City.Account.Made), (bench.Received, bench.City.Account.Acknowledged));
        Assert.Empty(bench.Shown());
    }
}
