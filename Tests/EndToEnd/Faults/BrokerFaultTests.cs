using CityOps.Benchmarks.Faults;

namespace CityOps.Tests.EndToEnd.Faults;

/// <summary>mosquitto with the shipped configuration comes and goes under load.</summary>
public sealed class BrokerFaultTests
{
    [Fact]
    public Task StoppedAndStarted_LosesNothing() => ShortFaults.HoldsAsync(new BrokerRestart(), FaultBroker.Mosquitto);

    [Fact]
    public async Task Killed_LosesExactlyWhatTheLedgerShowsAsMissing()
    {
        var account = await ShortFaults.HoldsAsync(new BrokerKill(), FaultBroker.Mosquitto);
        Assert.NotEqual(0, account.Ledger.Missing);
    }
}
