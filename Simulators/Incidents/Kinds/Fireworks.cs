using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// Fireworks at midnight: smoke drifts from where they burn at a walking pace (1.5 m/s), dust peaks at station after station, less
/// further away, and settles over two hours. Air far away is a little hazy.
/// </summary>
static class Fireworks
{
    const double MinutesPerKm = 1000 / 1.5 / 60;

    public static IncidentKind Kind { get; } = new(Places, Lay)
    {
        Id = "fireworks",
        Name = new LocalText("Fireworks night", "Ognjemet"),
        Sentence = new LocalText(
            "Fireworks burn at midnight: smoke drifts from station to station, dust peaks and settles slowly.",
            "Opolnoči gori ognjemet: dim potuje od postaje do postaje, prah naraste in se počasi poleže."),
        NaturalDuration = TimeSpan.FromHours(3),
        DemoDuration = TimeSpan.FromMinutes(5),
    };

    static double PlumeKm(double size) => 1.2 + 1.8 * size;

    static IReadOnlyList<string> Places(SimulatedCity city) => DistrictPlaces.With(city, d => d.Domain == "air", usual: "Center");

    static IEnumerable<Impact> Lay(Scene scene)
    {
        var plume = PlumeKm(scene.Size);
        foreach (var device in scene.Of("air"))
        {
            var km = device.At.KmTo(scene.Centre);
            if (km > 2 * plume)
            {
                continue;
            }

            var onset = km * MinutesPerKm;
            if (km > plume)
            {
                yield return new Impact(device, scene.Course(onset, onset + 25, onset + 30, onset + 90), [Push.Plus("pm10", 20), Push.Plus("pm25", 16)]);
                continue;
            }

            var peak = 230 + 160 * scene.Size * (1 - km / (1.5 * plume));
            yield return new Impact(device, scene.Course(onset, onset + 15, onset + 30, onset + 130), [Push.To("pm10", peak), Push.To("pm25", 0.8 * peak)]);
        }
    }
}
