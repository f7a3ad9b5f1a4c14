using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// A water main breaks: pressure in its zone falls to 1.8 bar while its inflow rises by half and more, the signature of a burst.
/// Zones next to it lose half a bar, and the waterworks pump more.
/// </summary>
static class WaterMainBurst
{
    const double NeighbourKm = 3;

    public static IncidentKind Kind { get; } = new(city => DistrictPlaces.With(city, IsZone), Lay)
    {
        Id = "water-main-burst",
        Name = new LocalText("Water main burst", "Počen vodovod"),
        Sentence = new LocalText(
            "A water main breaks: pressure in the district's zones collapses while inflow rises, neighbours lose a little.",
            "Poči vodovod: tlak v conah četrti se sesede, dotok naraste, sosednje cone izgubijo malo."),
        NaturalDuration = TimeSpan.FromHours(3),
        DemoDuration = TimeSpan.FromMinutes(5),
    };

    /// <summary>Waterworks have pressure and flow too, but they measure turbidity besides.</summary>
    static bool IsZone(SimulatedDevice device) => device.Domain == "water" && device.IndexOf("pressure") >= 0 && device.IndexOf("turbidity") < 0;

    static IEnumerable<Impact> Lay(Scene scene)
    {
        var zones = scene.InDistrict("water").Where(IsZone).ToList();
        var broken = zones.Take(scene.ShareOf(zones.Count)).ToHashSet();
        foreach (var device in scene.Of("water"))
        {
            var course = scene.Course(0, 6, 150, 175);
            if (broken.Contains(device))
            {
                yield return new Impact(device, course, [Push.To("pressure", 1.8), Push.By("flow", 1.5 + 0.4 * scene.Size)]);
            }
            else if (IsZone(device) && device.At.KmTo(scene.Centre) <= NeighbourKm)
            {
                yield return new Impact(device, scene.Course(2, 10, 150, 175), [Push.Plus("pressure", -0.5), Push.By("flow", 0.95)]);
            }
            else if (device.IndexOf("turbidity") >= 0)
            {
                yield return new Impact(device, scene.Course(5, 20, 150, 175), [Push.By("flow", 1 + 0.08 * scene.Size)]);
            }
        }
    }
}
