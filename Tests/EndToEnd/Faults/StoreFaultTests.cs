using CityOps.Benchmarks.Faults;

namespace CityOps.Tests.EndToEnd.Faults;

/// <summary>InfluxDB is away, or answers as it should not, under load.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public Task Stopped_GetsEverythingWhenItIsBack() => ShortFaults.HoldsAsync(new StoreOutage(killed: false), FaultBroker.Mosquitto);

    [Fact]
    public async Task BadAnswers_CostNothing()
    {
        var account = await ShortFaults.HoldsAsync(
            new StoreAnswers("store-answers", FaultyAnswer.Slow, FaultyAnswer.ServerError, FaultyAnswer.BusySeconds, FaultyAnswer.BusyDate, FaultyAnswer.TooLarge, FaultyAnswer.Reset),
            FaultBroker.Mosquitto, plan => plan with { Outage = TimeSpan.FromSeconds(1) });
        Assert.Equal(0, account.Ledger.Duplicate);
    }
}
