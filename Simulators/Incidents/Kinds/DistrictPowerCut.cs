using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// A district loses its power: its transformers, whose meters have batteries, read nothing; street lights are out; what has no
/// battery falls silent, and is offline until the power is back. It comes back feeder by feeder.
/// </summary>
static class DistrictPowerCut
{
    static readonly string[] OnMains = ["traffic", "heat"];

    public static IncidentKind Kind { get; } = new(city => DistrictPlaces.With(city, d => d.Domain == "power" && d.IndexOf("voltage") >= 0), Lay)
    {
        Id = "district-power-cut",
        Name = new LocalText("Power cut of a district", "Izpad elektrike v četrti"),
        Sentence = new LocalText(
            "A district goes dark: its transformers read 0 V, street lights are out, counters and heat substations without battery fall silent.",
            "Četrt ostane brez elektrike: transformatorji kažejo 0 V, luči ne gorijo, števci in toplotne postaje brez baterije umolknejo."),
        NaturalDuration = TimeSpan.FromMinutes(75),
        DemoDuration = TimeSpan.FromMinutes(4),
    };

    static IEnumerable<Impact> Lay(Scene scene) =>
        Dark(scene, "power", silences: false, [Push.To("voltage", 0), Push.To("load", 0), Push.To("power", 0), Push.To("current", 0)])
            .Concat(Dark(scene, "lighting", silences: false, [Push.To("power", 0)]))
            .Concat(OnMains.SelectMany(domain => Dark(scene, domain, silences: true, [])));

    /// <summary>As many of a domain as the size says, from the middle of the district outwards.</summary>
    static IEnumerable<Impact> Dark(Scene scene, string domain, bool silences, Push[] pushes)
    {
        var all = scene.InDistrict(domain);
        return all.Take(scene.ShareOf(all.Count)).Select((device, n) =>
        {
            var back = 62 + 8.0 * n / all.Count;
            return new Impact(device, scene.Course(0, 0.05, back, back + 0.05), pushes) { Silences = silences };
        });
    }
}
