using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Districts as places of incidents.</summary>
static class DistrictPlaces
{
    /// <summary>Districts that have such a device, by name, and a usual one first where it is among them.</summary>
    public static IReadOnlyList<string> With(SimulatedCity city, Func<SimulatedDevice, bool> wanted, string? usual = null) =>
    [
        .. city.Devices.Where(wanted).Select(d => d.District).Distinct().OrderBy(name => name == usual ? 0 : 1).ThenBy(name => name, StringComparer.Ordinal),
    ];

    public static Place CentreOf(string district) => District.All.First(d => d.Name == district).Centre;
}
