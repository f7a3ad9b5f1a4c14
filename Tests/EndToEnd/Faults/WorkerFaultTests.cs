using CityOps.Benchmarks.Faults;

namespace CityOps.Tests.EndToEnd.Faults;

/// <summary>What takes in messages ends under load, in the ways in which a process can.</summary>
public sealed class WorkerFaultTests
{
    [Theory]
    [InlineData(FaultBroker.Mosquitto)]
    [InlineData(FaultBroker.Embedded)]
    public Task KilledUnderLoad_KeepsWhatWasAcknowledgedOnce(FaultBroker broker) => ShortFaults.HoldsAsync(new WorkerKill(), broker);

    [Fact]
    public Task StoppedUnderLoad_KeepsWhatWasAcknowledgedOnce() =>
        ShortFaults.HoldsAsync(new WorkerStop(), FaultBroker.Embedded, plan => plan with { Kills = 1 });

    [Fact]
    public Task StoppedUnderLoadWhileTheStoreRefusesThePassword_KeepsWhatWasAcknowledgedOnce() =>
        ShortFaults.HoldsAsync(new WorkerStop(FaultyAnswer.Unauthorized), FaultBroker.Mosquitto, plan => plan with { Kills = 1 });

    [Fact]
    public Task AnotherWithItsClientId_TakesNothingAway() => ShortFaults.HoldsAsync(new TwoWorkers(), FaultBroker.Mosquitto);
}
