using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Incidents;

/// <summary>What each kind does to values: nothing before and after, the declared thing at its height, and in the declared order.</summary>
public sealed class IncidentKindTests
{
    static readonly SimulatedCity City = SimulatedCity.Build(seed: 1, stations: 300);
    static readonly long Start = Cities.At("2026-11-24 15:00");

    public static TheoryData<string> Kinds => [.. IncidentKind.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void BeforeAndAfter_NothingIsTouched(string kind)
    {
        var incident = Make(kind);
        foreach (var device in City.Devices)
        {
            foreach (var at in new[] { incident.StartMs - 1, incident.StartMs, incident.EndMs })
            {
                Assert.Equal(Values(device, at), Values(device, at, incident));
            }
        }

        Assert.True(incident.IsOver(incident.EndMs + Cities.Minute));
        Assert.False(incident.IsOver(incident.EndMs));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_NeverJump_ExceptWhereASwitchIsThrown(string kind)
    {
        var incident = Make(kind, duration: IncidentKind.Find(kind)!.NaturalDuration);
        foreach (var impact in incident.Impacts.Take(5))
        {
            for (var at = impact.Course.OnsetMs - 1; at < impact.Course.GoneMs; at += incident.ReportEvery)
            {
                var step = Math.Abs(impact.Course.StrengthAt(at + 1_000) - impact.Course.StrengthAt(at));
                Assert.True(step < 0.05 || kind == "district-power-cut", $"{step} at {at - incident.StartMs}");
            }

            Assert.Equal(1, impact.Course.StrengthAt((impact.Course.HeightMs + impact.Course.FallMs) / 2));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_SaysWhatItIs_AndFitsIntoItsTime(string kind)
    {
        var of = IncidentKind.Find(kind)!;
        Assert.NotEqual(of.Name.En, of.Name.Sl);
        Assert.EndsWith(".", of.Sentence.En, StringComparison.Ordinal);
        Assert.EndsWith(".", of.Sentence.Sl, StringComparison.Ordinal);
        Assert.InRange(of.DemoDuration, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10));
        Assert.True(of.NaturalDuration > of.DemoDuration);
        foreach (var size in new[] { IncidentKind.SmallestSize, IncidentKind.UsualSize, 1 })
        {
            foreach (var place in of.Places(City))
            {
                var incident = Make(kind, place, size);
                Assert.All(incident.Impacts, i => Assert.InRange(i.Course.GoneMs, incident.StartMs, incident.EndMs));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheDemoVersion_AlertsWithinAMinuteOrSo(string kind)
    {
        var sheet = AnswerSheet.Of(City, Make(kind), DemoRules.All);
        Assert.InRange(sheet.Required.Min(line => line.LatestRaise) - Start, 0, 75_000);
    }

    [Fact]
    public void AQueueOnTheRing_TravelsUpstream_AndDissolvesFromItsHead()
    {
        var incident = Make("ring-accident", size: 1);
        var queue = incident.Impacts.Where(i => i.Pushes.Any(p => p.Quantity == "speed")).ToList();
        Assert.True(queue.Count >= 3);
        for (var i = 1; i < queue.Count; i++)
        {
            Assert.True(queue[i].Course.OnsetMs > queue[i - 1].Course.OnsetMs);
            Assert.True(queue[i].Course.FallMs > queue[i - 1].Course.FallMs);
        }

        var first = queue[0];
        var at = (first.Course.HeightMs + first.Course.FallMs) / 2;
        var now = Values(first.Device, at, incident);
        Assert.Equal((6, 58), (now["speed"], now["occupancy"]));
        Assert.InRange(now["flow"], 1, 0.6 * 2_100);
        var thinned = incident.Impacts.First(i => i.Pushes.All(p => p.Quantity == "flow")).Device;
        Assert.True(Values(thinned, at, incident)["flow"] < 0.6 * Values(thinned, at)["flow"]);
    }

    [Fact]
    public void Smog_RaisesDustAndNo2Everywhere_AndEatsOzone()
    {
        var incident = Make("inversion-smog");
        foreach (var device in City.With("air", "pm10"))
        {
            var (before, now) = (Values(device, Middle(incident)), Values(device, Middle(incident), incident));
            Assert.True(now["pm10"] > 2 * before["pm10"] && now["no2"] > 1.5 * before["no2"]);
            Assert.True(now["pm25"] < now["pm10"]);
            Assert.Equal(2, now["o3"]);
        }
    }

    [Fact]
    public void ABurstMain_LowersPressure_RaisesInflow_AndNeighboursLoseLess()
    {
        var incident = Make("water-main-burst", "Bežigrad", 1);
        var broken = incident.Impacts.Where(i => i.Pushes.Contains(Push.To("pressure", 1.8))).Select(i => i.Device).ToList();
        var neighbours = incident.Impacts.Where(i => i.Pushes.Contains(Push.Plus("pressure", -0.5))).Select(i => i.Device).ToList();
        Assert.All(broken, d => Assert.Equal("Bežigrad", d.District));
        Assert.NotEmpty(broken);
        Assert.NotEmpty(neighbours);
        Assert.All(broken, d =>
        {
            Assert.Equal(1.8, Values(d, Middle(incident), incident)["pressure"], 0.01);
            Assert.Equal(1.9, Values(d, Middle(incident), incident)["flow"] / Values(d, Middle(incident))["flow"], 0.02);
        });
        Assert.All(neighbours, d => Assert.Equal(-0.5, Values(d, Middle(incident), incident)["pressure"] - Values(d, Middle(incident))["pressure"], 0.02));
    }

    [Fact]
    public void AHeatMainBurst_CoolsOneSubstationAfterTheOther()
    {
        var incident = Make("heat-main-burst", "Bežigrad", 1);
        var onsets = incident.Impacts.Select(i => i.Course.OnsetMs).ToList();
        Assert.True(onsets.Count >= 2 && onsets.Distinct().Count() == onsets.Count);
        Assert.All(incident.Impacts, i =>
        {
            var now = Values(i.Device, Middle(incident), incident);
            Assert.Equal(48, now["supplyTemperature"]);
            Assert.True(now["returnTemperature"] < now["supplyTemperature"]);
            Assert.True(now["power"] < 0.5 * Values(i.Device, Middle(incident))["power"]);
        });
    }

    [Fact]
    public void APowerCut_ReadsNothing_AndWhatHasNoBatteryIsSilent()
    {
        var incident = Make("district-power-cut", "Bežigrad", 1);
        Assert.All(incident.Impacts, i => Assert.Equal("Bežigrad", i.Device.District));
        Assert.All(City.With("power", "voltage").Where(d => d.District == "Bežigrad"), d => Assert.Equal(0, Values(d, Middle(incident), incident)["voltage"]));
        Assert.All(City.With("traffic", "speed").Where(d => d.District == "Bežigrad"), d => Assert.True(incident.Silences(d, Middle(incident))));
        Assert.DoesNotContain(incident.Impacts, i => i.Device.Domain is "river" or "water");
        var half = Make("district-power-cut", "Bežigrad", 0.5);
        Assert.True(half.Impacts.Count() < incident.Impacts.Count());
    }

    [Fact]
    public void AFlood_ComesDownTheRiversInTheirOrder()
    {
        var incident = Make("river-flood", size: 0.8);
        Assert.Equal(
            ["Gradaščica", "Sava", "Sava", "Ljubljanica"],
            incident.Impacts.Select(i => i.Device.Name.Split(" - ")[0]));
        Assert.All(incident.Impacts, i => Assert.Equal(482, Values(i.Device, (i.Course.HeightMs + i.Course.FallMs) / 2, incident)["level"]));
        Assert.Single(Make("river-flood", "Ljubljanica").Impacts);
    }

    [Fact]
    public void AMarathon_EmptiesTheCentre_AndFillsTheRoadsAround()
    {
        var incident = Make("marathon");
        var closed = incident.Impacts.Where(i => i.Pushes.Contains(Push.To("flow", 0))).ToList();
        Assert.True(closed.Count >= 3);
        Assert.All(closed, i => Assert.Equal(0, Values(i.Device, Middle(incident), incident)["flow"]));
        var around = incident.Impacts.Except(closed).ToList();
        Assert.NotEmpty(around);
        Assert.All(around, i => Assert.True(Values(i.Device, Middle(incident), incident)["flow"] > 1.25 * Values(i.Device, Middle(incident))["flow"]));
    }

    [Fact]
    public void Fireworks_DriftFromStationToStation_AndArriveWeaker()
    {
        var incident = Make("fireworks", size: 1);
        var plume = incident.Impacts.Where(i => i.Pushes[0].Times == 0).ToList();
        Assert.True(plume.Count >= 3);
        for (var i = 1; i < plume.Count; i++)
        {
            Assert.True(plume[i].Course.OnsetMs >= plume[i - 1].Course.OnsetMs && plume[i].Pushes[0].Add <= plume[i - 1].Pushes[0].Add);
        }

        Assert.True(plume[0].Course.GoneMs - plume[0].Course.FallMs > 3 * (plume[0].Course.HeightMs - plume[0].Course.OnsetMs), "it settles slowly");
    }

    [Fact]
    public void AnOverload_TakesPowerAlong_AndVoltageSags()
    {
        var incident = Make("transformer-overload");
        var device = incident.Impacts.Single().Device;
        var (before, now) = (Values(device, Middle(incident)), Values(device, Middle(incident), incident));
        Assert.Equal(130.4, now["load"]);
        Assert.Equal(now["load"] / before["load"], now["power"] / before["power"], 0.01);
        Assert.InRange(now["voltage"] - before["voltage"], -9, -3);
    }

    [Fact]
    public void ADeviceInTrouble_ReportsEveryFiveSeconds_AndThenOnItsIntervalAgain()
    {
        var incident = Make("transformer-overload");
        var impact = incident.Impacts.Single();
        var times = new List<long>();
        for (var at = Start - Cities.Minute; at < incident.EndMs + 4 * Cities.Minute; at = LivePlay.NextReport(new CityDevice(City.Seed, impact.Device), [incident], at))
        {
            times.Add(at);
        }

        Assert.Contains(impact.Course.OnsetMs, times);
        var gaps = times.Skip(1).Zip(times.Skip(2), (a, b) => (At: a, Ms: b - a)).ToList();
        Assert.All(gaps.Where(g => g.At >= impact.Course.OnsetMs && g.At < impact.Course.GoneMs), g => Assert.InRange(g.Ms, 1, 5_000));
        Assert.True(gaps.Where(g => g.At > incident.EndMs + Cities.Minute).Average(g => g.Ms) > 15_000);
    }

    static Incident Make(string kind, string? place = null, double size = IncidentKind.UsualSize, TimeSpan? duration = null) =>
        IncidentOrder.Make(City, new PlannedIncident(kind) { Place = place, Size = size, Duration = duration }, "x", Start);

    static long Middle(Incident incident) => (incident.StartMs + incident.EndMs) / 2;

    static Dictionary<string, double> Values(SimulatedDevice device, long at, params Incident[] incidents)
    {
        var values = City.Sample(device, at, incidents, new double[SimulatedCity.MaxQuantities]).ToArray();
        return device.Quantities.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
