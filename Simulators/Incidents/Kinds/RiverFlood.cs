using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// After a day of rain the rivers rise one after the other: the Gradaščica, short and steep, first; the Sava as its wave passes
/// Medno and then Šentjakob; the Ljubljanica, fed from the karst, last and longest. Crest flows lie around the third high-water
/// marks of the gauges.
/// </summary>
static class RiverFlood
{
    const string AllRivers = "Vse reke";

    /// <summary>Begins of gauges' names, with hours until the water comes and m3/s of the crest at the smallest and the largest size.</summary>
    static readonly (string Gauge, double Hours, double Least, double Most)[] Waves =
    [
        ("Gradaščica", 0, 62, 140), ("Sava - Medno", 2, 550, 1300), ("Sava - Šentjakob", 3.5, 600, 1450), ("Ljubljanica", 6, 170, 400),
    ];

    public static IncidentKind Kind { get; } = new(Places, Lay)
    {
        Id = "river-flood",
        Name = new LocalText("River flood", "Poplava"),
        Sentence = new LocalText(
            "After a day of rain the rivers rise one after the other: Gradaščica, Sava, and last the Ljubljanica.",
            "Po dnevu dežja reke narastejo druga za drugo: Gradaščica, Sava in nazadnje Ljubljanica."),
        NaturalDuration = TimeSpan.FromHours(36),
        DemoDuration = TimeSpan.FromMinutes(8),
    };

    static IReadOnlyList<string> Places(SimulatedCity city) =>
        city.Devices.Where(d => d.Domain == "river").Select(River).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } rivers
            ? [AllRivers, .. rivers]
            : [];

    static string River(SimulatedDevice gauge) => gauge.Name.Split(" - ")[0];

    static IEnumerable<Impact> Lay(Scene scene)
    {
        foreach (var device in scene.Of("river").Where(d => scene.Place == AllRivers || River(d) == scene.Place))
        {
            var wave = Waves.FirstOrDefault(w => device.Name.StartsWith(w.Gauge, StringComparison.Ordinal), ("", 3, 100, 300));
            var onset = 60 * wave.Hours;
            yield return new Impact(device, scene.Course(onset, onset + 4 * 60, onset + 18 * 60, onset + 29 * 60),
                [Push.To("level", 330 + 190 * scene.Size), Push.To("flow", wave.Least + (wave.Most - wave.Least) * scene.Size)]);
        }
    }
}
