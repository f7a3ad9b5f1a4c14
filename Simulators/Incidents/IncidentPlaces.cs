using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Which devices an incident of a kind hits, from one draw.</summary>
sealed class IncidentPlaces(SimulatedCity city)
{
    readonly Dictionary<string, List<SimulatedDevice>> candidates = IncidentKind.All.ToDictionary(
        kind => kind.Name, kind => city.Devices.Where(kind.CanHit).ToList());

    /// <summary>The kinds that this city has a device for; a small one lacks some.</summary>
    public IReadOnlyList<IncidentKind> Kinds { get; } = [.. IncidentKind.All.Where(kind => city.Devices.Any(kind.CanHit))];

    /// <summary>
    /// One device and those after it in the list, as far as they share its group: neighbours on a road, or in a quarter.
    /// </summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="draw">In [0, 1).</param>
    public IReadOnlyList<SimulatedDevice> Hit(IncidentKind kind, double draw)
    {
        var possible = candidates[kind.Name];
        var first = possible[(int)(draw * possible.Count)];
        return [.. possible.Where(d => d.Group == first.Group).SkipWhile(d => d != first).Take(kind.Spread)];
    }
}
