using CityOps.Core.Alerts;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Incidents;

/// <summary>Each incident, judged by the evaluator, raises what its answer sheet says: none missing, none extra, in time.</summary>
public sealed class AnswerSheetTests
{
    static readonly SimulatedCity Large = SimulatedCity.Build(seed: 3, stations: 300);
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    public static TheoryData<string, double, string> Cases()
    {
        var cases = new TheoryData<string, double, string>();
        foreach (var kind in IncidentKind.All)
        {
            cases.Add(kind.Id, IncidentKind.UsualSize, "2026-11-24 17:20");
            cases.Add(kind.Id, 1, "2026-07-17 23:50");
            cases.Add(kind.Id, 0.3, "2026-01-14 07:10");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheDemoVersion_RaisesWhatIsOnTheSheet(string kind, double size, string start) =>
        Compare(Cities.Usual, new PlannedIncident(kind) { Size = size }, Cities.At(start));

    [Theory]
    [MemberData(nameof(Cases))]
    public void InALargerCity_TooAtTheLastOfItsPlaces(string kind, double size, string start)
    {
        var place = IncidentKind.Find(kind)!.Places(Large)[^1];
        Compare(Large, new PlannedIncident(kind) { Size = size, Place = place }, Cities.At(start));
    }

    [Theory]
    [InlineData("ring-accident")]
    [InlineData("water-main-burst")]
    [InlineData("transformer-overload")]
    [InlineData("district-power-cut")]
    [InlineData("fireworks")]
    [InlineData("heat-main-burst")]
    public void AtThePaceOfNature_Too(string kind) => Compare(
        Cities.Usual, new PlannedIncident(kind) { Duration = IncidentKind.Find(kind)!.NaturalDuration }, Cities.At("2026-11-24 12:05"));

    [Theory]
    [InlineData("transformer-overload", 0.3, "major")]
    [InlineData("transformer-overload", 0.9, "major critical")]
    [InlineData("river-flood", 0.1, "minor")]
    public void TheSheet_KnowsHowFarLevelsGo(string kind, double size, string severities)
    {
        var (sheet, judged) = Play(Cities.Usual, new PlannedIncident(kind) { Size = size }, Cities.At("2026-11-24 12:05"));
        var line = sheet.Required.First(line => line.Rule.StartsWith("Demo: ", StringComparison.Ordinal));
        Assert.Equal(severities, string.Join(' ', new[] { line.Severity, line.Highest }.Distinct()).ToLowerInvariant());
        Assert.Contains(line.Highest.ToString().ToLowerInvariant(), judged.SeveritiesOf(line.Rule));
    }

    [Fact]
    public void AlertsThatAreNotOnTheSheet_AreFound()
    {
        var line = new ExpectedAlert("R", "a:pm10", "A", Severity.Major, Severity.Major, 1_000, 2_000, 5_000, 6_000, Required: true);
        var sheet = new AnswerSheet([line, line with { Subject = "b:pm10", Required = false }]);
        var right = new SeenAlert("R", "a:pm10", Severity.Major, 1_500, 5_500);
        Assert.True(sheet.Compare([right], TimeSpan.Zero).IsRight);
        Assert.True(sheet.Compare([right, right with { Subject = "b:pm10" }], TimeSpan.Zero).IsRight);
        Assert.Single(sheet.Compare([], TimeSpan.Zero).Missing);
        Assert.Single(sheet.Compare([right, right with { Subject = "c:pm10" }], TimeSpan.Zero).Extra);
        Assert.Single(sheet.Compare([right, right with { RaisedAt = 7_000 }], TimeSpan.Zero).Extra);
        Assert.Single(sheet.Compare([right with { RaisedAt = 900 }], TimeSpan.Zero).Untimely);
        Assert.True(sheet.Compare([right with { RaisedAt = 900 }], TimeSpan.FromSeconds(0.1)).IsRight);
        Assert.Single(sheet.Compare([right with { RaisedAt = 2_001 }], TimeSpan.Zero).Untimely);
        Assert.Single(sheet.Compare([right with { ClearedAt = 6_001 }], TimeSpan.Zero).Untimely);
        Assert.Single(sheet.Compare([right with { ClearedAt = null }], TimeSpan.Zero).Untimely);
        Assert.Single(sheet.Compare([right with { Severity = Severity.Critical }], TimeSpan.Zero).Untimely);
    }

    static void Compare(SimulatedCity city, PlannedIncident wish, long start)
    {
        var (sheet, judged) = Play(city, wish, start);
        Assert.Contains(sheet.Required, line => line.Rule.StartsWith("Demo: ", StringComparison.Ordinal));
        var compared = sheet.Compare(judged.Alerts, Tolerance);
        Assert.True(compared.IsRight, compared.ToString());
    }

    static (AnswerSheet Sheet, JudgedCity Judged) Play(SimulatedCity city, PlannedIncident wish, long start)
    {
        var incident = IncidentOrder.Make(city, wish, "x", start);
        var judged = new JudgedCity(city);
        judged.Play(start - 3 * Cities.Minute, incident.EndMs + 3 * Cities.Minute, incident);
        return (AnswerSheet.Of(city, incident, JudgedCity.Rules), judged);
    }
}
