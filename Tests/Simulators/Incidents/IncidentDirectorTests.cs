using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators.Incidents;

public sealed class IncidentDirectorTests
{
    static readonly long Start = Cities.At("2026-11-24 15:00");
    readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));

    [Fact]
    public void AnIncident_RunsForItsTime_AndIsForgotten()
    {
        var director = Director();
        var changes = 0;
        director.Changed += () => changes++;
        var made = director.Start(new PlannedIncident("heat-main-burst") { Place = "bezigrad", Duration = TimeSpan.FromMinutes(10) });
        Assert.Equal(("heat-main-burst", "Bežigrad", 0.7, 600_000), (made.Kind.Id, made.Place, made.Size, made.EndMs - made.StartMs));
        Assert.Equal([made], director.Running);
        Assert.Equal((1, 1), (changes, director.Version));
        Assert.NotEmpty(director.SheetOf(made.Id)!.Required);

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(director.Running);
        clock.Advance(TimeSpan.FromMinutes(2));
        director.Advance(clock.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Null(director.SheetOf(made.Id));
        Assert.Equal(2, changes);
    }

    [Fact]
    public void AStoppedIncident_GoesAway_AndWhatHasNotComeDoesNotCome()
    {
        var director = Director();
        var made = director.Start(new PlannedIncident("ring-accident") { Size = 1 });
        var before = director.SheetOf(made.Id)!;
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.True(director.Stop(made.Id));
        Assert.True(director.Running.Single().EndMs < made.EndMs);
        Assert.True(director.SheetOf(made.Id)!.Lines.Count < before.Lines.Count);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(director.Running);
        Assert.False(director.Stop(made.Id));
    }

    [Theory]
    [InlineData("volcano", null, 0.7, 5, "'volcano' is no kind of incident; there are ring-accident, inversion-smog,")]
    [InlineData("heat-main-burst", "Zagreb", 0.7, 5, "'Zagreb' is no place for heat-main-burst; there are ")]
    [InlineData("heat-main-burst", null, 0, 5, "A size is from 0.1 to 1.")]
    [InlineData("heat-main-burst", null, double.NaN, 5, "A size is from 0.1 to 1.")]
    [InlineData("heat-main-burst", null, 0.7, 0.5, "A duration is from 1 minute to 7 days.")]
    [InlineData("marathon", null, 0.7, 5, "marathon at Center runs already, until 2026-11-24T14:06:00")]
    public void WhatCannotBe_IsRefusedInWords(string kind, string? place, double size, double minutes, string because)
    {
        var director = Director();
        director.Start(new PlannedIncident("marathon"));
        var refusal = Assert.Throws<IncidentRefusedException>(() =>
            director.Start(new PlannedIncident(kind) { Place = place, Size = size, Duration = TimeSpan.FromMinutes(minutes) }));
        Assert.StartsWith(because, refusal.Message, StringComparison.Ordinal);
        Assert.Single(director.Running);
    }

    [Fact]
    public void APlan_StandsInsteadOfTheScript()
    {
        var director = new IncidentDirector(Cities.Usual, clock, [new PlannedIncident("fireworks")], script: true);
        director.Begin(Start);
        director.Advance(Start + 30_000);
        Assert.Equal(("fireworks", Start + 60_000), director.Planned.Select(i => (i.Kind.Id, i.StartMs)).Single());
        Assert.Empty(director.Running);
    }

    [Fact]
    public async Task TheScript_TellsOfEachNewIncident()
    {
        var director = Director(script: true);
        director.Begin(Start);
        var change = director.ChangeAfter(director.Version);
        Assert.False(change.IsCompleted);
        director.Advance(Start + 1_000);
        await change.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(director.Now);
        for (var at = Start; at < Start + Cities.Hour; at += 1_000)
        {
            director.Advance(at);
        }

        Assert.InRange(director.Now.Length, 1, 5);
    }

    [Fact]
    public void TheSmallestCity_OffersOnlyWhatItHasAPlaceFor()
    {
        var small = SimulatedCity.Build(1, SimulatedCity.FewestStations);
        var director = new IncidentDirector(small, clock, null, script: false);
        Assert.All(director.Kinds, kind => Assert.NotEmpty(director.PlacesOf(kind)));
        Assert.Equal(IncidentKind.All.Where(kind => kind.Places(small).Count > 0), director.Kinds);
    }

    IncidentDirector Director(bool script = false) => new(Cities.Usual, clock, plan: null, script);
}
