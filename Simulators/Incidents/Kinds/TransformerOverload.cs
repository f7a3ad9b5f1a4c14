using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// A neighbouring feeder was switched over to the transformer in the middle of a district: its load rises above what it may carry,
/// and the voltage sags with it. Oil warms over hours and is left alone.
/// </summary>
static class TransformerOverload
{
    const double VoltsPerPercent = 0.09;
    const double UsualLoad = 50;

    public static IncidentKind Kind { get; } = new(city => DistrictPlaces.With(city, d => d.Domain == "power" && d.IndexOf("load") >= 0), Lay)
    {
        Id = "transformer-overload",
        Name = new LocalText("Transformer overload", "Preobremenjen transformator"),
        Sentence = new LocalText(
            "A feeder is switched over to one transformer, which then carries more than it may; its voltage sags.",
            "Izvod preklopijo na en transformator, ki nosi več, kot sme; napetost mu pade."),
        NaturalDuration = TimeSpan.FromHours(2),
        DemoDuration = TimeSpan.FromMinutes(4),
    };

    static IEnumerable<Impact> Lay(Scene scene)
    {
        var load = 108 + 32 * scene.Size;
        return scene.InDistrict("power").Where(d => d.IndexOf("load") >= 0).Take(1).Select(device =>
            new Impact(device, scene.Course(0, 1.5, 108, 114), [Push.To("load", load), Push.Plus("voltage", -VoltsPerPercent * (load - UsualLoad))], PowerFollows));
    }

    static void PowerFollows(SimulatedDevice device, double strength, ReadOnlySpan<double> before, Span<double> values)
    {
        var load = device.IndexOf("load");
        values[device.IndexOf("power")] *= values[load] / before[load];
    }
}
