using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Dashboard.Live;

namespace CityOps.Dashboard.Components.Map;

/// <summary>
/// The marks of districts that have an alert of their own. Where districts are is worked out once for each registry, and only when there is such an alert.
/// Not for concurrent use.
/// </summary>
sealed class DistrictMarks
{
    Registry? _of;
    Dictionary<string, (double Lat, double Lon)> _middles = [];

    /// <summary>By name. A district whose stations nobody knows has no place.</summary>
    /// <param name="domains">Only alerts of these; none = all.</param>
    /// <param name="now">Unix ms.</param>
    public IReadOnlyList<DistrictMark> Of(IReadOnlyList<Alert> listed, IReadOnlySet<string> domains, Registry registry, long now)
    {
        var states = DistrictStates.Of(listed.Where(alert => domains.Count == 0 || domains.Contains(alert.Domain ?? "")), now);
        return states.Count == 0 ? [] :
        [
            .. states.Where(entry => Middles(registry).ContainsKey(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new DistrictMark(entry.Key, _middles[entry.Key].Lat, _middles[entry.Key].Lon, (int)entry.Value)),
        ];
    }

    Dictionary<string, (double Lat, double Lon)> Middles(Registry registry)
    {
        if (!ReferenceEquals(registry, _of))
        {
            _of = registry;
            _middles = registry.Stations.Values.Where(station => station.District is not null).GroupBy(station => station.District!)
                .ToDictionary(stations => stations.Key, stations => (stations.Average(station => station.Lat), stations.Average(station => station.Lon)));
        }

        return _middles;
    }
}
