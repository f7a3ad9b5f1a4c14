using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Live;

/// <summary>How whole districts stand: the worst alert that is about a district and about no one station of it, such as a rule on "three of ten stations".</summary>
static class DistrictStates
{
    /// <summary>Without those that are put aside. Districts without such an alert are not in it.</summary>
    /// <param name="now">Unix ms.</param>
    public static IReadOnlyDictionary<string, StationState> Of(IEnumerable<Alert> open, long now) =>
        open.Where(alert => alert is { Station: null, Device: null, District: not null } && !alert.IsAside(now)).GroupBy(alert => alert.District!)
            .ToDictionary(alerts => alerts.Key, alerts => StationStates.Of(alerts.MinBy(alert => StationStates.Rank(alert))!));
}
