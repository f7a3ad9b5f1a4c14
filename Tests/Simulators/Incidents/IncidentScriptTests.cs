using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Incidents;

public sealed class IncidentScriptTests
{
    const int Many = 60;
    static readonly long Start = Cities.At("2026-11-24 15:00");
    readonly IncidentScript script = new(Cities.Usual, Start);

    [Fact]
    public void Incidents_come_every_two_to_three_minutes_and_last_three_to_six()
    {
        Assert.Equal(1_000, script[0].StartMs - Start);
        for (var n = 0; n < Many; n++)
        {
            Assert.InRange(script[n].EndMs - script[n].StartMs, 180_000, 360_000);
            Assert.InRange(script[n + 1].StartMs - script[n].StartMs, 120_000, 180_000);
            Assert.NotEqual(script[n].Kind.Domain, script[n + 1].Kind.Domain);
        }
    }

    [Fact]
    public void Places_change_and_all_five_domains_have_their_turn()
    {
        var incidents = Enumerable.Range(0, Many).Select(n => script[n]).ToList();
        Assert.True(incidents.SelectMany(i => i.Devices).Distinct().Count() > 25);
        Assert.Equal(["air", "heat", "power", "traffic", "water"], incidents.Select(i => i.Kind.Domain).Distinct().Order());
        Assert.All(incidents, i => Assert.Single(i.Devices.Select(d => d.Group).Distinct()));
    }

    [Fact]
    public void The_smallest_city_has_incidents_where_it_has_places()
    {
        var small = SimulatedCity.Build(1, SimulatedCity.FewestStations);
        var days = PastIncidents.In(small, Start, Start + 30 * Cities.Day);
        Assert.NotEmpty(days);
        Assert.All(days, i => Assert.NotEmpty(i.Devices));
    }

    [Fact]
    public void The_same_seed_and_start_give_the_same_script()
    {
        var again = new IncidentScript(SimulatedCity.Build(1, 150), Start);
        Assert.Equal(Enumerable.Range(0, Many).Select(n => Line(script[n])), Enumerable.Range(0, Many).Select(n => Line(again[n])));

        static string Line(Incident i) => $"{i.Kind.Name} {i.StartMs} {i.EndMs} {string.Join(' ', i.Devices.Select(d => d.Id))}";
    }

    [Fact]
    public void Every_running_incident_is_near()
    {
        var all = Enumerable.Range(0, Many).Select(n => script[n]).ToList();
        for (var at = Start; at < Start + Cities.Hour; at += 7_000)
        {
            var running = all.Where(i => i.StartMs <= at && i.NextReport(at) is not null);
            Assert.Subset(script.Near(at).ToArray().ToHashSet(), running.ToHashSet());
        }
    }

    [Fact]
    public void A_device_in_trouble_reports_every_five_seconds_and_then_on_its_interval_again()
    {
        var incident = script[1];
        var device = incident.Devices[0];
        var alone = device.IntervalSeconds * 1000L;
        var times = new List<long>();
        for (var at = incident.StartMs - 60_000; at < incident.EndMs + 200_000; at = LivePlay.NextReport(device, script, at))
        {
            times.Add(at);
        }

        var gaps = times.Skip(1).Zip(times.Skip(2), (a, b) => (At: a, Ms: b - a)).ToList();
        Assert.Contains(incident.StartMs, times);
        Assert.All(gaps.Where(g => g.At >= incident.StartMs && g.At < incident.EndMs), g => Assert.InRange(g.Ms, 1, 5_000));
        Assert.All(gaps.Where(g => g.At > incident.EndMs + 60_000), g => Assert.Equal(alone, g.Ms));
    }

    [Fact]
    public void Values_ramp_and_never_jump_by_a_hundred_micrograms()
    {
        var incident = Enumerable.Range(0, Many).Select(n => script[n]).First(i => i.Kind.Quantity == "pm10");
        var device = incident.Devices[0];
        var values = new double[SimulatedCity.MaxQuantities];
        var peak = 0.0;
        for (var at = incident.StartMs; at <= incident.EndMs; at += 1_000)
        {
            var normal = Cities.Usual.Value(device, "pm10", at);
            var now = Cities.Usual.Sample(device, at, [incident], values);
            peak = Math.Max(peak, now[0] - normal);
            Assert.True(now[1] < now[0], "fine dust is part of coarse dust");
        }

        Assert.InRange(peak, 15, 99.9);
        Assert.Equal(0, incident.StrengthAt(incident.StartMs));
        Assert.InRange(incident.StrengthAt(incident.StartMs + 5_000), 0.05, 0.6);
        Assert.Equal(0, incident.StrengthAt(incident.EndMs));
    }

    [Fact]
    public void A_burst_main_lowers_pressure_and_raises_inflow()
    {
        var incident = Enumerable.Range(0, Many).Select(n => script[n]).First(i => i.Kind.Name == "burst main");
        var device = incident.Devices[0];
        var middle = (incident.StartMs + incident.EndMs) / 2;
        var values = new double[SimulatedCity.MaxQuantities];
        var now = Cities.Usual.Sample(device, middle, [incident], values);
        Assert.Equal(1.8, now[device.IndexOf("pressure")]);
        Assert.Equal(1.5, now[device.IndexOf("flow")] / Cities.Usual.Value(device, "flow", middle), 0.01);
    }

    [Fact]
    public void Yesterday_had_incidents_too_and_they_are_over()
    {
        var incidents = PastIncidents.In(Cities.Usual, Start - Cities.Day, Start);
        Assert.InRange(incidents.Length, 3, 7);
        Assert.All(incidents, i => Assert.True(i.StartMs >= Start - Cities.Day && i.EndMs <= Start - 10 * Cities.Minute));
        var later = PastIncidents.In(Cities.Usual, Start - Cities.Day, Start + Cities.Hour);
        Assert.Equal(incidents.Select(i => (i.Kind, i.StartMs)), later.Take(incidents.Length).Select(i => (i.Kind, i.StartMs)));
    }
}
