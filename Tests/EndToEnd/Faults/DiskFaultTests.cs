using CityOps.Benchmarks.Faults;

namespace CityOps.Tests.EndToEnd.Faults;

/// <summary>The volume of the data is full for a while, under load.</summary>
public sealed class DiskFaultTests
{
    [Theory]
    [InlineData(FaultBroker.Mosquitto)]
    [InlineData(FaultBroker.Embedded)]
    public Task FullAndFreeAgain_GoesOnByItselfAndLosesNothing(FaultBroker broker) => ShortFaults.HoldsAsync(new DiskFull(), broker);
}
