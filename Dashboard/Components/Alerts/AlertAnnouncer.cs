using CityOps.Core.Alerts;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>What to say of new alerts now.</summary>
/// <param name="Critical">To be said at once, interrupting.</param>
readonly record struct Announcement(Alert? Critical, AlertSummary? Summary);

/// <summary>New alerts since the last summary.</summary>
sealed record AlertSummary(int New, int Critical, Alert Newest);

/// <summary>
/// Decides which new alerts a screen reader hears and when: a summary at most every 10 s, a critical one at most every 15 s,
/// the rest of them counted into the next summary. What was there when the page opened, historical alerts and changes of known
/// ones are not said. Not for concurrent use. Times are Unix ms.
/// </summary>
sealed class AlertAnnouncer
{
    internal const long SummaryEveryMs = 10_000;
    internal const long CriticalEveryMs = 15_000;

    readonly FreshAlerts _fresh = new();
    readonly List<Alert> _waiting = [];
    long? _summaryAt;
    long? _criticalAt;

    public Announcement Next(IReadOnlyList<Alert> open, AnnouncementChoice choice, long now)
    {
        _waiting.AddRange(_fresh.Next(open).Where(alert => IsWanted(alert, choice)));
        var critical = NextCritical(now);
        return new Announcement(critical, NextSummary(now));
    }

    static bool IsWanted(Alert alert, AnnouncementChoice choice) => choice == AnnouncementChoice.All || (choice == AnnouncementChoice.Critical && alert.Severity == Severity.Critical);

    Alert? NextCritical(long now)
    {
        if (now - _criticalAt < CriticalEveryMs ||
            _waiting.Where(alert => alert.Severity == Severity.Critical).MaxBy(alert => alert.RaisedAt) is not { } critical)
        {
            return null;
        }

        _criticalAt = now;
        _waiting.Remove(critical);
        return critical;
    }

    AlertSummary? NextSummary(long now)
    {
        if (_waiting.Count == 0 || now - _summaryAt < SummaryEveryMs)
        {
            return null;
        }

        _summaryAt = now;
        var summary = new AlertSummary(
            _waiting.Count, _waiting.Count(alert => alert.Severity == Severity.Critical), _waiting.MaxBy(alert => alert.RaisedAt)!);
        _waiting.Clear();
        return summary;
    }
}
