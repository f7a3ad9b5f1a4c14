namespace CityOps.Core.Alerts.Performance;

/// <summary>Alerts that have stood for more than a day, day by day: nobody does anything about them. Shelved and suppressed ones, too. Immutable.</summary>
/// <param name="Days">Every civil day of the period; the first and the last may be parts of one.</param>
/// <param name="Alerts">That were stale at some time of the period, the one that has stood longest first.</param>
public sealed record StaleAlerts(IReadOnlyList<AlertDay> Days, IReadOnlyList<StaleAlert> Alerts)
{
    const long DayMs = 86_400_000;

    /// <summary>The first of the days with most of them; null where none has one.</summary>
    public AlertDay? Worst => Days.Where(day => day.Stale > 0).OrderByDescending(day => day.Stale).ThenBy(day => day.From).FirstOrDefault();

    /// <param name="announced">Also those from before the period that stood in it.</param>
    internal static StaleAlerts Of(IReadOnlyList<AnnouncedAlert> announced, PerformancePeriod period)
    {
        if (period.LengthMs == 0)
        {
            return new StaleAlerts([], []);
        }

        var days = period.Days;
        var first = days.DayAt(period.From);
        var counts = new (int Alerts, int Stale)[days.DayAt(period.End - 1) - first + 1];
        foreach (var alert in announced.Where(alert => period.Has(alert.At)))
        {
            counts[days.DayAt(alert.At) - first].Alerts++;
        }

        var stale = announced.Select(alert => (Alert: alert, Span: Span(alert, period))).Where(one => one.Span.From < one.Span.To).ToList();
        foreach (var (_, span) in stale)
        {
            for (var day = days.DayAt(span.From); day <= days.DayAt(span.To - 1); day++)
            {
                counts[day - first].Stale++;
            }
        }

        return new StaleAlerts(
            [.. counts.Select((count, i) => new AlertDay(Math.Max(period.From, days.StartOf(first + i)), Math.Min(period.End, days.StartOf(first + i + 1)), count.Alerts, count.Stale))],
            [.. stale.Select(one => one.Alert).OrderBy(alert => alert.RaisedAt).ThenBy(alert => alert.Id, StringComparer.Ordinal)
                .Select(alert => new StaleAlert(alert.Id, alert.Source, alert.Severity, alert.RaisedAt, OverAt(alert)))]);
    }

    /// <summary>When it was stale in the period; the end is not after the start where it was not.</summary>
    static (long From, long To) Span(AnnouncedAlert alert, PerformancePeriod period) =>
        (Math.Max(period.From, Math.Max(alert.At, alert.RaisedAt + DayMs)), Math.Min(period.End, OverAt(alert) ?? long.MaxValue));

    static long? OverAt(AnnouncedAlert alert) => alert.ClearedAt ?? alert.OverAt;
}

/// <summary>A civil day, or the part of it that is in the period.</summary>
/// <param name="From">Unix ms.</param>
/// <param name="To">Unix ms, exclusive.</param>
/// <param name="Alerts">Announced in it.</param>
/// <param name="Stale">That had stood for more than 24 hours at some time of it.</param>
public sealed record AlertDay(long From, long To, int Alerts, int Stale);

/// <summary>An alert that has stood for more than a day.</summary>
/// <param name="RaisedAt">Unix ms.</param>
/// <param name="OverAt">Unix ms; null while it stands.</param>
public sealed record StaleAlert(string Id, AlertSource Source, Severity Severity, long RaisedAt, long? OverAt);
