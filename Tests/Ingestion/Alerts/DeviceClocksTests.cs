using CityOps.Ingestion.Alerts;

namespace CityOps.Tests.Ingestion.Alerts;

/// <summary>When many clocks that agree say that ours is wrong.</summary>
public sealed class DeviceClocksTests
{
    const long Second = 1_000;

    [Fact]
    public void Many_WhoAgree_AreBelieved() => Assert.Equal(90 * Second, DeviceClocks.Median([.. Enumerable.Range(0, 60).Select(i => (90 * Second) + (i * 100) - 3_000)]));

    [Fact]
    public void Ours_IsBelieved_WhereTheyAreNear() => Assert.Null(DeviceClocks.Median([.. Enumerable.Repeat(20 * Second, 60)]));

    [Fact]
    public void TooFew_SayNothing() => Assert.Null(DeviceClocks.Median([.. Enumerable.Repeat(90 * Second, DeviceClocks.FewestDevices - 1)]));

    [Fact]
    public void WhoSendsWhatWasKept_DoesNotAgree() => Assert.Null(DeviceClocks.Median([.. Enumerable.Range(0, 60).Select(i => -i * 60 * Second)]));

    [Fact]
    public void OldRecordings_AreNoClock() => Assert.Null(DeviceClocks.Median([.. Enumerable.Repeat(-20L * 365 * 86_400 * Second, 60)]));

    [Fact]
    public void AFewWrongOnes_ChangeNothing() => Assert.Null(DeviceClocks.Median([.. Enumerable.Repeat(0L, 50), .. Enumerable.Repeat(3_600 * Second, 10)]));
}
