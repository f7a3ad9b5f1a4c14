using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Dashboard.Live;

namespace CityOps.Dashboard.Components.Map;

/// <summary>A whole district on the map, in the middle of its stations.</summary>
/// <param name="Lat">WGS 84 degrees.</param>
/// <param name="Lon">WGS 84 degrees.</param>
/// <param name="State">As <see cref="StationState"/> numbers it.</param>
sealed record DistrictMark(string Name, double Lat, double Lon, int State)
{
    /// <summary>Of districts with an alert of their own, by name. One whose stations nobody knows has no place.</summary>
    /// <param name="domains">Only alerts of these; none = all.</param>
    /// <param name="now">Unix ms.</param>
    public static IReadOnlyList<DistrictMark> Of(IReadOnlyList<Alert> open, IReadOnlySet<string> domains, Registry registry, long now)
    {
        var states = DistrictStates.Of(open.Where(alert => domains.Count == 0 || domains.Contains(alert.Domain ?? "")), now);
        return states.Count == 0 ? [] :
        [
            .. registry.Stations.Values.Where(station => states.ContainsKey(station.District ?? "")).GroupBy(station => station.District!)
                .OrderBy(stations => stations.Key, StringComparer.Ordinal)
                .Select(stations => new DistrictMark(stations.Key, stations.Average(station => station.Lat), stations.Average(station => station.Lon), (int)states[stations.Key])),
        ];
    }
}
