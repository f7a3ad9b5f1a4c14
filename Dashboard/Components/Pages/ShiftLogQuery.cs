using CityOps.Dashboard.Localization;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// What the log book shows, as its address says it: <c>?show=&amp;from=&amp;to=&amp;before=</c>. Words that mean nothing are left out. Days are the city's, and the
/// last one counts. Immutable.
/// </summary>
public sealed record ShiftLogQuery(LogShow Show, string? From, string? To, string? Before)
{
    const int LongestText = 80;

    public static ShiftLogQuery Everything { get; } = new(LogShow.All, null, null, null);

    public static ShiftLogQuery Read(string? show, string? from, string? to, string? before) => new(
        Enum.TryParse<LogShow>(show, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : LogShow.All, Text(from), Text(to), Text(before));

    /// <summary>The address parameters; null = not in the address.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["show"] = Show == LogShow.All ? null : Show.ToString().ToLowerInvariant(),
        ["from"] = From,
        ["to"] = To,
        ["before"] = Before,
    };

    public bool IsFiltered => this with { Before = null } != Everything;

    public LogQuery ToLog(CityClock clock, int limit) => new()
    {
        Show = Show, From = clock.StartOf(From), To = clock.StartOf(To, daysLater: 1), Limit = limit, Cursor = LogCursor.TryParse(Before, out var cursor) ? cursor : null,
    };

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > LongestText ? text[..LongestText] : text.Trim();
}
