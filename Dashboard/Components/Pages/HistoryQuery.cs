using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// What the page of history shows, as its address says it, so that a link keeps it:
/// <c>?series=&amp;range=&amp;from=&amp;to=&amp;zoom=&amp;bands=&amp;envelope=&amp;previous=&amp;table=&amp;q=&amp;domain=&amp;district=&amp;station=</c>. Times are UTC. Words that mean nothing
/// are left out. Immutable.
/// </summary>
/// <param name="Series">In the order of their colours, at most <see cref="MostSeries"/>.</param>
/// <param name="Hours">How many before now, where there is no <paramref name="Days"/>.</param>
/// <param name="Days">A stretch of time from the calendar.</param>
/// <param name="Zoom">What of it somebody has moved to.</param>
/// <param name="HasPrevious">Beside it the period before.</param>
public sealed record HistoryQuery(
    IReadOnlyList<SeriesId> Series, int Hours, HistoryPeriod? Days, HistoryPeriod? Zoom, bool HasBands, bool HasEnvelope, bool HasPrevious, bool IsTable,
    HistorySearch Search)
{
    public const int DefaultHours = 24;
    public const int MostSeries = 6;
    const long HourMs = 3_600_000;

    /// <summary>An hour, six, a day, a week, 30 days, a year.</summary>
    public static readonly IReadOnlyList<int> Ranges = [1, 6, 24, 7 * 24, 30 * 24, 365 * 24];

    public static HistoryQuery Empty { get; } = Read(new HistoryWords());

    public static HistoryQuery Read(HistoryWords words) => new(
        [.. Split(words.Series).Select(text => SeriesId.TryParse(text, out var id) ? id : (SeriesId?)null).OfType<SeriesId>().Distinct().Take(MostSeries)],
        int.TryParse(words.Range, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && Ranges.Contains(hours) ? hours : DefaultHours,
        HistoryPeriod.Read(words.From, words.To), words.Zoom?.Split('/') is [var from, var to] ? HistoryPeriod.Read(from, to) : null,
        words.Bands != "off", words.Envelope != "off", words.Previous == "true", words.Table == "true",
        new HistorySearch(words.Search, words.Domain, words.District, words.Station));

    /// <summary>The address parameters; null = not in the address, because it is the default.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["series"] = Series.Count == 0 ? null : string.Join(',', Series),
        ["range"] = Hours == DefaultHours ? null : Hours,
        ["from"] = Days?.FromText,
        ["to"] = Days?.ToText,
        ["zoom"] = Zoom is { } zoom ? $"{zoom.FromText}/{zoom.ToText}" : null,
        ["bands"] = HasBands ? null : "off",
        ["envelope"] = HasEnvelope ? null : "off",
        ["previous"] = HasPrevious ? "true" : null,
        ["table"] = IsTable ? "true" : null,
        ["q"] = Search.Text,
        ["domain"] = Search.Domain,
        ["district"] = Search.District,
        ["station"] = Search.Station,
    };

    /// <summary>Everything but the picker's search, to compare by.</summary>
    public string Shown => string.Join('|', (this with { Search = HistorySearch.None }).Parameters.Values);

    /// <summary>What was asked for, without what somebody moved to.</summary>
    /// <param name="now">Unix ms.</param>
    public HistoryPeriod Period(long now) => Days ?? new HistoryPeriod(now - (Hours * HourMs), now);

    /// <summary>Puts a series in at the end, if there is room, or takes it out.</summary>
    public HistoryQuery Toggle(SeriesId series) =>
        Series.Contains(series) ? this with { Series = [.. Series.Where(other => other != series)] }
        : Series.Count < MostSeries ? this with { Series = [.. Series, series] }
        : this;

    /// <summary>Another period; what somebody moved to was of the old one.</summary>
    public HistoryQuery With(int hours) => this with { Hours = hours, Days = null, Zoom = null };

    public HistoryQuery With(HistoryPeriod days) => this with { Days = days, Zoom = null };

    static string[] Split(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

/// <summary>The words of the address as they stand there.</summary>
public sealed record HistoryWords
{
    public string? Series { get; init; }
    public string? Range { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Zoom { get; init; }
    public string? Bands { get; init; }
    public string? Envelope { get; init; }
    public string? Previous { get; init; }
    public string? Table { get; init; }
    public string? Search { get; init; }
    public string? Domain { get; init; }
    public string? District { get; init; }
    public string? Station { get; init; }
}
