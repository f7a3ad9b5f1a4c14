using CityOps.Core.Alerts;
using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>The centre is closed to traffic for runners: nothing drives there, and the roads around carry a third more.</summary>
static class Marathon
{
    const string Centre = "Center";
    const double DetourKm = 1.5;

    public static IncidentKind Kind { get; } = new(city => city.Devices.Any(d => IsClosed(d, IncidentKind.SmallestSize)) ? [Centre] : [], Lay)
    {
        Id = "marathon",
        Name = new LocalText("Marathon", "Maraton"),
        Sentence = new LocalText(
            "Runners have the centre: its streets are closed to traffic, and the roads around carry a third more.",
            "Središče imajo tekači: ulice so zaprte za promet, ceste okoli nosijo tretjino več."),
        NaturalDuration = TimeSpan.FromHours(6),
        DemoDuration = TimeSpan.FromMinutes(6),
    };

    static bool IsClosed(SimulatedDevice device, double size) => device.Domain == "traffic" && Km(device) <= ClosedKm(size);

    static double ClosedKm(double size) => 0.8 + size;

    static double Km(SimulatedDevice device) => device.At.KmTo(DistrictPlaces.CentreOf(Centre));

    static IEnumerable<Impact> Lay(Scene scene)
    {
        foreach (var device in scene.Of("traffic"))
        {
            if (IsClosed(device, scene.Size))
            {
                // Streets are closed from the middle outwards, and opened the other way round.
                var km = Km(device);
                yield return new Impact(device, scene.Course(8 * km, 8 * km + 12, 320 - 8 * km, 335 - 8 * km), [Push.To("flow", 0), Push.To("occupancy", 0)]);
            }
            else if (Km(device) <= ClosedKm(scene.Size) + DetourKm)
            {
                yield return new Impact(device, scene.Course(10, 40, 310, 345), [Push.By("flow", 1.33), Push.By("speed", 0.85)], Fuller);
            }
        }
    }

    static void Fuller(SimulatedDevice device, double strength, ReadOnlySpan<double> before, Span<double> values) =>
        values[device.IndexOf("occupancy")] = LaneModel.OccupancyOf(values[device.IndexOf("flow")], values[device.IndexOf("speed")]);
}
