using CityOps.Core.Alerts;
using CityOps.Core.City;

namespace CityOps.Dashboard.Live;

/// <summary>One district of the map as a row of a table.</summary>
/// <param name="Name">Null: stations without a district.</param>
/// <param name="Abnormal">Stations that are not normal, the worst first.</param>
public sealed record MapDistrict(string? Name, int Stations, IReadOnlyList<(Station Station, StationState State)> Abnormal)
{
    public StationState Worst => Abnormal.Count > 0 ? Abnormal[0].State : StationState.Normal;

    /// <summary>Stations whose worst alert has this severity.</summary>
    public int CountOf(Severity severity) => Abnormal.Count(entry => StationStates.SeverityOf(entry.State) == severity);

    public int Silent => Abnormal.Count(entry => StationStates.SeverityOf(entry.State) is null);

    /// <summary>Districts in the order of the worst in them, then by name.</summary>
    internal static IReadOnlyList<MapDistrict> Of(IReadOnlyList<Station> stations, IReadOnlyList<StationState> states) =>
    [
        .. stations.Zip(states).GroupBy(entry => entry.First.District)
            .Select(group => new MapDistrict(group.Key, group.Count(),
                [.. group.Where(entry => entry.Second != StationState.Normal).OrderBy(entry => Order(entry.Second)).ThenBy(entry => entry.First.Name, StringComparer.InvariantCulture)]))
            .OrderBy(district => Order(district.Worst)).ThenBy(district => district.Name is null).ThenBy(district => district.Name, StringComparer.InvariantCulture),
    ];

    static (int, bool) Order(StationState state) => state == StationState.Normal ? (int.MaxValue, false)
        : StationStates.SeverityOf(state) is { } severity ? ((int)severity, StationStates.IsAcknowledged(state)) : ((int)state, false);
}
