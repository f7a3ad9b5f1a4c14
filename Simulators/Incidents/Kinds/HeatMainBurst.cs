using CityOps.Core.Alerts;
using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.Incidents.Kinds;

/// <summary>
/// A heat main breaks in the middle of a district: pressure falls, and the substations behind the break cool one after the other as
/// the water left in the pipe reaches them, at 1.2 m/s.
/// </summary>
static class HeatMainBurst
{
    const double MinutesPerKm = 1000 / 1.2 / 60;

    public static IncidentKind Kind { get; } = new(city => DistrictPlaces.With(city, IsSubstation), Lay)
    {
        Id = "heat-main-burst",
        Name = new LocalText("Heat main burst", "Počen toplovod"),
        Sentence = new LocalText(
            "A heat main breaks in a district: its substations cool one after the other, the nearest first.",
            "V četrti poči toplovod: toplotne postaje se ohlajajo druga za drugo, najprej najbližje."),
        NaturalDuration = TimeSpan.FromHours(4),
        DemoDuration = TimeSpan.FromMinutes(6),
    };

    static bool IsSubstation(SimulatedDevice device) => device.Domain == "heat" && device.Name.StartsWith("Toplotna postaja", StringComparison.Ordinal);

    static IEnumerable<Impact> Lay(Scene scene)
    {
        var behind = scene.InDistrict("heat").Where(IsSubstation).ToList();
        return behind.Take(scene.ShareOf(behind.Count)).Select(device =>
        {
            var onset = Math.Min(30, device.At.KmTo(scene.Centre) * MinutesPerKm);
            return new Impact(device, scene.Course(onset, onset + 15, 190, 230),
                [Push.To("supplyTemperature", 48), Push.To("returnTemperature", 36), Push.To("pressure", 2)], LittleHeatIsLeft);
        });
    }

    static void LittleHeatIsLeft(SimulatedDevice device, double strength, ReadOnlySpan<double> before, Span<double> values)
    {
        ref var power = ref values[device.IndexOf("power")];
        power *= 1 - 0.6 * strength;
        values[device.IndexOf("flow")] = HeatModel.FlowOf(power, values[device.IndexOf("supplyTemperature")] - values[device.IndexOf("returnTemperature")]);
    }
}
