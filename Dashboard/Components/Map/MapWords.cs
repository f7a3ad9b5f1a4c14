using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Map;

/// <summary>The words of the map script in the language of the page, and those of a station's state.</summary>
static class MapWords
{
    static readonly (string Name, string Key)[] Sentences =
    [
        ("loading", "Map_Loading"), ("empty", "Map_Empty"), ("failed", "Map_Failed"), ("notLive", "Chart_NotLive"), ("name", "Map_Name"),
        ("zoomIn", "Map_ZoomIn"), ("zoomOut", "Map_ZoomOut"),
    ];

    public static IReadOnlyDictionary<string, string> In(IStringLocalizer<Texts> texts) => Sentences.ToDictionary(word => word.Name, word => texts[word.Key].Value);

    /// <summary>Such as "Major", "Major, acknowledged", "No data".</summary>
    public static string State(this IStringLocalizer<Texts> texts, StationState state) => state switch
    {
        StationState.Normal => texts["State_Normal"],
        StationState.Stale => texts["State_Stale"],
        StationState.Unknown => texts["State_Unknown"],
        _ when StationStates.IsAcknowledged(state) => texts["State_Acknowledged", texts["Severity_" + StationStates.SeverityOf(state)]],
        _ => texts["Severity_" + StationStates.SeverityOf(state)],
    };
}
