namespace CityOps.Core.Alerts.Performance;

/// <summary>How soon people acknowledged the alerts of a period, from their announcement on. Immutable.</summary>
/// <param name="Times">Of those that were; null where none was.</param>
/// <param name="Never">How many were not, up to now.</param>
/// <param name="Long">How many stood for more than half an hour before somebody did, or without.</param>
/// <param name="Severities">Worst first; each has an entry.</param>
public sealed record AcknowledgementTimes(DurationSummary? Times, int Never, int Long, IReadOnlyList<SeverityAcknowledgement> Severities)
{
    /// <summary>An alert that stands longer than this is not looked at.</summary>
    public static readonly TimeSpan LongAfter = TimeSpan.FromMinutes(30);

    /// <summary>How soon an alert is to be acknowledged: a warning in the same shift.</summary>
    public static TimeSpan Limit(Severity severity) => severity switch
    {
        Severity.Critical => TimeSpan.FromMinutes(5),
        Severity.Major => TimeSpan.FromMinutes(15),
        Severity.Minor => TimeSpan.FromHours(1),
        _ => TimeSpan.FromHours(8),
    };

    internal static AcknowledgementTimes Of(IReadOnlyList<AnnouncedAlert> alerts, long now) => new(
        TimesOf(alerts), alerts.Count(alert => alert.AcknowledgedAt is null), alerts.Count(alert => IsLong(alert, LongAfter, now)),
        [.. Enum.GetValues<Severity>().Select(severity => OfSeverity(severity, [.. alerts.Where(alert => alert.Severity == severity)], now))]);

    static SeverityAcknowledgement OfSeverity(Severity severity, List<AnnouncedAlert> alerts, long now)
    {
        var limit = Limit(severity);
        var late = alerts.Count(alert => IsLong(alert, limit, now));
        var acknowledged = alerts.Where(alert => alert.AcknowledgedAt is not null).ToList();
        // Somebody may acknowledge what has been over for long: that is neither soon nor late.
        var inTime = acknowledged.Count(alert => !IsLong(alert, limit, now) && alert.AcknowledgedAt - alert.At <= limit.TotalMilliseconds);
        return new SeverityAcknowledgement(severity, limit, alerts.Count, acknowledged.Count, inTime, late, TimesOf(alerts));
    }

    static DurationSummary? TimesOf(IEnumerable<AnnouncedAlert> alerts) =>
        DurationSummary.Of(alerts.Where(alert => alert.AcknowledgedAt is not null).Select(alert => alert.AcknowledgedAt!.Value - alert.At));

    /// <summary>It stood for longer before anybody acknowledged it. Where it was over sooner, nobody was late.</summary>
    static bool IsLong(AnnouncedAlert alert, TimeSpan limit, long now) =>
        Math.Min(now, Math.Min(alert.AcknowledgedAt ?? long.MaxValue, alert.OverAt ?? long.MaxValue)) - alert.At > limit.TotalMilliseconds;
}

/// <summary>The same of one severity.</summary>
/// <param name="InTime">Acknowledged within the limit.</param>
/// <param name="Late">Stood longer than the limit before somebody acknowledged them, or without. What was over before that and never acknowledged is neither.</param>
public sealed record SeverityAcknowledgement(Severity Severity, TimeSpan Limit, int Alerts, int Acknowledged, int InTime, int Late, DurationSummary? Times)
{
    /// <summary>Null where there is none to judge.</summary>
    public double? ShareInTime => InTime + Late == 0 ? null : InTime / (double)(InTime + Late);
}
