using CityOps.Core.Alerts.Performance;
using static CityOps.Tests.Core.Alerts.Performance.SomeRecorded;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>Floods, by the seconds at which alerts come.</summary>
public sealed class AlertFloodTests
{
    public static TheoryData<string, IEnumerable<double>, string> Histories => new()
    {
        { "ten at once are none", Times(10, 0, 0), "" },
        { "eleven at once last for ten minutes", Times(11, 0, 0), "0-600 11" },
        { "eleven in just less than ten minutes", Times(11, 0, 59.9), "0-959.4 11" },
        { "the eleventh comes as the first leaves", Times(11, 0, 60), "" },
        { "across the border of two periods", Times(11, 570, 6), "570-1206 11" },
        { "goes on with five in ten minutes", [.. Times(11, 0, 0), 120, 240, 360, 480, 600, 720], "0-840 17" },
        { "ends with four", [.. Times(11, 0, 0), 150, 300, 450, 700], "0-600 14" },
        { "comes again, and each alert belongs to one", [.. Times(11, 0, 0), 598, 599, .. Times(11, 601, 0)], "0-600 13, 601-1201 11" },
        { "what one left over does not count for the next", [.. Times(11, 0, 0), 597, 598, 599, .. Times(10, 601, 0)], "0-600 14" },
        { "is cut where the period ends", Times(11, 3_500, 0), "3500-3600 11" },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void History_HasItsFloods(string what, IEnumerable<double> times, string floods)
    {
        var performance = Look(0, 3_600, [.. times.Select((at, i) => Alert(at, $"d-{i}"))]);
        Assert.True(floods == string.Join(", ", performance.Floods.Select(flood => FormattableString.Invariant($"{Seconds(flood.From)}-{Seconds(flood.To)} {flood.Alerts}"))), what);
        Assert.Equal(performance.Floods.Sum(flood => flood.To - flood.From) / 3_600_000.0, performance.FloodShare, 12);
    }

    static IEnumerable<double> Times(int count, double first, double step) => Enumerable.Range(0, count).Select(i => first + (i * step));

    static double Seconds(long unixMs) => (unixMs - Start) / 1_000.0;
}
