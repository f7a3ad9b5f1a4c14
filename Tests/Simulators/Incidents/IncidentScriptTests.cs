using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Incidents.Kinds;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Incidents;

public sealed class IncidentScriptTests
{
    const int Many = 60;
    static readonly long Start = Cities.At("2026-11-24 15:00");
    readonly IncidentScript script = new(Cities.Usual, Start);

    [Fact]
    public void IncidentsCome_EveryTwoToThreeMinutes_AndLastThreeToSix()
    {
        Assert.Equal(1_000, script[0].StartMs - Start);
        for (var n = 0; n < Many; n++)
        {
            Assert.InRange(script[n].EndMs - script[n].StartMs, 180_000, 360_000);
            Assert.InRange(script[n + 1].StartMs - script[n].StartMs, 120_000, 180_000);
            Assert.NotEqual(script[n].Kind, script[n + 1].Kind);
        }
    }

    [Fact]
    public void PlacesChange_AndAllLocalKindsHaveTheirTurn()
    {
        var incidents = Enumerable.Range(0, Many).Select(n => script[n]).ToList();
        Assert.Equal(IncidentScript.Local(Cities.Usual), incidents.Select(i => i.Kind).Distinct());
        Assert.True(incidents.Select(i => (i.Kind, i.Place)).Distinct().Count() > 25);
        Assert.DoesNotContain(InversionSmog.Kind, incidents.Select(i => i.Kind));
    }

    [Fact]
    public void TheFirst_IsToBeSeenWithin20Seconds()
    {
        var sheet = AnswerSheet.Of(Cities.Usual, script[0], DemoRules.All);
        Assert.InRange(sheet.Required.First().LatestRaise - Start, 0, 25_000);
    }

    [Fact]
    public void TheSmallestCity_HasIncidentsWhereItHasPlaces()
    {
        var small = SimulatedCity.Build(1, SimulatedCity.FewestStations);
        var days = PastIncidents.In(small, Start, Start + 30 * Cities.Day);
        Assert.NotEmpty(days);
        Assert.All(days, i => Assert.NotEmpty(i.Impacts));
    }

    [Fact]
    public void TheSameSeedAndStart_GiveTheSameScript()
    {
        var again = new IncidentScript(SimulatedCity.Build(1, SimulatedCity.UsualStations), Start);
        Assert.Equal(Enumerable.Range(0, Many).Select(n => Line(script[n])), Enumerable.Range(0, Many).Select(n => Line(again[n])));

        static string Line(Incident i) => $"{i.Kind} {i.Place} {i.Size} {i.StartMs} {i.EndMs} {string.Join(' ', i.Impacts.Select(m => m.Device.Id))}";
    }

    [Fact]
    public void Yesterday_HadIncidentsToo_AndTheyAreOver()
    {
        var incidents = PastIncidents.In(Cities.Usual, Start - Cities.Day, Start);
        Assert.InRange(incidents.Length, 3, 7);
        Assert.All(incidents, i => Assert.True(i.StartMs >= Start - Cities.Day && i.EndMs <= Start - 10 * Cities.Minute));
        var later = PastIncidents.In(Cities.Usual, Start - Cities.Day, Start + Cities.Hour);
        Assert.Equal(incidents.Select(i => (i.Kind, i.StartMs)), later.Take(incidents.Length).Select(i => (i.Kind, i.StartMs)));
    }
}
