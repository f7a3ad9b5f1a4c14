using CityOps.Benchmarks.Incidents;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>
/// Incidents through the whole product, in a city whose time goes faster than ours: what it raises is what the answer sheets say. A short set; all of them at the pace of nature
/// run in <c>Benchmarks -- incidents</c>.
/// </summary>
[Collection(RealCity.Name)]
public sealed class IncidentTruthTests(ITestOutputHelper output)
{
    const int Speed = 30;

    /// <summary>Two seconds of ours: a last will is as late as the machine lets it be.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2 * Speed);
    static readonly DateTimeOffset Evening = new(2026, 1, 13, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task EachIncident_RaisesWhatIsOnItsSheet()
    {
        using var data = new TempFolder();
        await using var city = await IncidentCity.StartAsync(data.Path, stations: 150, Evening, Speed);
        await PlayAsync(city, "ring-accident", "heat-main-burst", "water-main-burst", "transformer-overload");
        await PlayAsync(city, "district-power-cut", "river-flood");
    }

    async Task PlayAsync(IncidentCity city, params string[] kinds)
    {
        var began = TimeProvider.System.GetTimestamp();
        var outcome = await IncidentTruth.PlayAsync(city, [.. kinds.Select(kind => new PlannedIncident(kind))], Tolerance, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        output.WriteLine($"{string.Join(", ", kinds)}: {outcome.Required} required, {outcome.Seen.Count} raised, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        Assert.Equal(kinds.Length, outcome.Sheets.Count(one => one.Sheet.Required.Any()));
        Assert.True(outcome.Comparison.IsRight, outcome.Comparison.ToString());
    }
}
