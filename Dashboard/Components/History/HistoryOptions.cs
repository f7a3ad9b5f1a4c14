using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Charts;
using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.History;

/// <summary>Everything the page's script needs to know of the pictures of history. Times are Unix ms.</summary>
/// <param name="ZoomFrom">Null = all of what was asked for.</param>
public sealed record HistoryOptions(
    long From, long To, long? ZoomFrom, long? ZoomTo, bool Envelope, bool Compare, bool Table, IReadOnlyList<HistoryGroup> Groups, string Locale, string TimeZone,
    long Now, IReadOnlyDictionary<string, object> Words);

/// <summary>One picture: all chosen series of a unit, and what belongs to them.</summary>
public sealed record HistoryGroup(
    string Title, string Unit, int Decimals, IReadOnlyList<HistoryLine> Lines, IReadOnlyList<TrendBand> Bands, IReadOnlyList<TrendMark> Marks)
{
    /// <param name="rows">In the order in which they were chosen: a colour stays with its series.</param>
    internal static IReadOnlyList<HistoryGroup> Of(IReadOnlyList<SeriesRow> rows, HistoryFacts facts, bool hasBands, IStringLocalizer<Texts> texts) =>
        [.. rows.Select((row, at) => (row, line: new HistoryLine(row.Series.ToString(), $"{row.Label} · {row.Place}", at + 1)))
            .GroupBy(one => one.row.Unit).Select(group => Of(group.Key, [.. group], facts, hasBands, texts))];

    static HistoryGroup Of(string unit, List<(SeriesRow Row, HistoryLine Line)> lines, HistoryFacts facts, bool hasBands, IStringLocalizer<Texts> texts)
    {
        var (series, label) = (lines.Select(one => one.Row.Series).ToHashSet(), UnitLabels.Display(unit));
        var names = string.Join(", ", lines.Select(one => one.Row.Label).Distinct());
        return new HistoryGroup(
            label.Length == 0 ? names : $"{names} ({label})", label, lines.Max(one => Localization.Decimals.Of(one.Row.Series.Quantity, unit)), [.. lines.Select(one => one.Line)],
            hasBands ? TrendBand.Of(facts.Limits.Where(limit => series.Contains(limit.Series)), texts) : [],
            [.. facts.Alerts.Where(alert => alert.Series is { } of && series.Contains(of)).Select(alert => TrendMark.Of(alert, texts))]);
    }
}

/// <param name="Number">1 to 6: that of its colour and dash.</param>
public sealed record HistoryLine(string Series, string Label, int Number);

/// <summary>Limits and alerts of the chosen series.</summary>
sealed record HistoryFacts(IReadOnlyList<SeriesLimit> Limits, IReadOnlyList<Alert> Alerts)
{
    public static HistoryFacts None { get; } = new([], []);
}
