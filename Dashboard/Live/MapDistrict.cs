using CityOps.Core.Alerts;
using CityOps.Core.City;

namespace CityOps.Dashboard.Live;

/// <summary>One district of the map as a row of a table.</summary>
/// <param name="Name">Null: stations without a district.</param>
/// <param name="Whole">Of the district itself: the worst alert that is about no one station of it.</param>
/// <param name="Abnormal">Stations that are not normal, the worst first.</param>
public sealed record MapDistrict(string? Name, int Stations, StationState Whole, IReadOnlyList<(Station Station, StationState State)> Abnormal)
{
    public StationState Worst => Abnormal.Select(entry => entry.State).Append(Whole).MinBy(state => StationStates.Rank(state));

    /// <summary>Stations whose worst alert has this severity.</summary>
    public int CountOf(Severity severity) => Abnormal.Count(entry => StationStates.SeverityOf(entry.State) == severity);

    public int Silent => Abnormal.Count(entry => StationStates.SeverityOf(entry.State) is null);

    /// <summary>Districts in the order of the worst in them, then by name.</summary>
    internal static IReadOnlyList<MapDistrict> Of(
        IReadOnlyList<Station> stations, IReadOnlyList<StationState> states, IReadOnlyDictionary<string, StationState> wholes) =>
    [
        .. stations.Zip(states).GroupBy(entry => entry.First.District)
            .Select(group => new MapDistrict(group.Key, group.Count(), wholes.GetValueOrDefault(group.Key ?? ""),
                [.. group.Where(entry => entry.Second != StationState.Normal).OrderBy(entry => StationStates.Rank(entry.Second)).ThenBy(entry => entry.First.Name, StringComparer.InvariantCulture)]))
            .OrderBy(district => StationStates.Rank(district.Worst)).ThenBy(district => district.Name is null).ThenBy(district => district.Name, StringComparer.InvariantCulture),
    ];
}
