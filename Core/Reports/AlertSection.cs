using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Core.Reports;

/// <summary>The alerts of a report. Pure; safe for concurrent use.</summary>
/// <param name="stationName">From a station's id to its name.</param>
public sealed class AlertSection(Func<string, string?> stationName)
{
    public const int MostLines = 30;

    const long LongOpenMs = ReportDay.DayMs;

    /// <param name="raised">What was raised in the night, as it stands now.</param>
    public NightAlerts Night(long from, IEnumerable<Alert> raised)
    {
        var sorted = raised.Where(IsNews).OrderBy(alert => alert.Severity).ThenBy(alert => alert.RaisedAt).ThenBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        return new NightAlerts(from, new ReportList<ReportAlert>([.. sorted.Take(MostLines).Select(LineOf)], Math.Max(0, sorted.Count - MostLines)));
    }

    /// <summary>Each alert is one thing to do: in the first of these that it fits.</summary>
    /// <param name="open">All that are open.</param>
    /// <param name="inVain">Ids of those for which people were called in vain.</param>
    /// <param name="now">When the report is made, Unix ms.</param>
    /// <param name="endOfToday">Unix ms.</param>
    public IEnumerable<ReportTask> Tasks(IReadOnlyCollection<Alert> open, IReadOnlySet<string> inVain, long now, long endOfToday)
    {
        var calling = open.Where(alert => IsNews(alert) && !alert.IsAside(now)).ToList();
        ReportTask?[] tasks =
        [
            Of(TaskKind.Unacknowledged, calling.Where(alert => alert.Acknowledged is null && !inVain.Contains(alert.Id))),
            Of(TaskKind.Unanswered, calling.Where(alert => alert.Acknowledged is null && inVain.Contains(alert.Id))),
            Of(TaskKind.LongOpen, calling.Where(alert => alert.Acknowledged is not null && alert.RaisedAt < now - LongOpenMs)),
            Of(TaskKind.ShelfEnds, open.Where(alert => alert.Shelved is { } shelf && shelf.Until > now && shelf.Until < endOfToday)),
        ];
        return tasks.OfType<ReportTask>();
    }

    ReportTask? Of(TaskKind kind, IEnumerable<Alert> alerts) =>
        ReportTask.Of(kind, [.. alerts.OrderBy(alert => alert.Severity).ThenBy(alert => alert.RaisedAt).ThenBy(alert => alert.Id, StringComparer.Ordinal).Select(NameOf)]);

    LocalText NameOf(Alert alert)
    {
        var (what, place) = (AlertTitle.Of(alert), PlaceOf(alert));
        return place.Length == 0 ? what : new LocalText($"{what.En} – {place}", $"{what.Sl} – {place}");
    }

    ReportAlert LineOf(Alert alert) => new(
        alert.Id, alert.Severity, AlertTitle.Of(alert), PlaceOf(alert), alert.RaisedAt, alert.ClearedAt, alert.IsOpen, alert.Acknowledged?.By);

    string PlaceOf(Alert alert) => string.Join(", ", new[] { alert.Station is { } id ? stationName(id) ?? id : alert.Device, alert.District }.Where(part => !string.IsNullOrEmpty(part)).Distinct());

    /// <summary>An exercise asks nothing of anybody, and what is written long after it was so neither.</summary>
    static bool IsNews(Alert alert) => !alert.IsDrill && !alert.Historical;
}
