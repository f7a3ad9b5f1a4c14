using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>A hand-over in lists.</summary>
/// <param name="From">When the shift that was handed over began.</param>
/// <param name="Open">Alerts that asked for a hand then.</param>
sealed record HandoverItem(long Id, string At, string From, string? HandedOverBy, string TakenOverBy, string? Remarks, int Open, int NotAcknowledged)
{
    public static HandoverItem Of(HandoverHead head) => new(
        head.Number, Instants.ToRfc3339(head.At), Instants.ToRfc3339(head.From), head.HandedOverBy, head.TakenOverBy, head.Remarks, head.Open, head.NotAcknowledged);
}

sealed record HandoverDetailsItem(HandoverItem Handover, ShiftItem Shift);

/// <summary>What a shift hands over.</summary>
sealed record ShiftItem(
    string From, string To, ShiftCountsItem Counts, IReadOnlyList<HandedAlertItem> Open, IReadOnlyList<HandedAlertItem> Shelved, IReadOnlyList<HandedAlertItem> OutOfService,
    IReadOnlyList<HandedAlertItem> ClearedByThemselves, IReadOnlyList<MaintenanceItem> Maintenance, IReadOnlyList<LogItem> Entries)
{
    public static ShiftItem Of(ShiftSummary shift) => new(
        Instants.ToRfc3339(shift.From), Instants.ToRfc3339(shift.To), ShiftCountsItem.Of(shift.Counts), Handed(shift.Open), Handed(shift.Shelved), Handed(shift.OutOfService),
        Handed(shift.ClearedByThemselves), [.. shift.Maintenance.Select(MaintenanceItem.Of)], [.. shift.Entries.Select(entry => LogItem.Of(new EntryLine(entry)))]);

    static List<HandedAlertItem> Handed(IReadOnlyList<HandedAlert> alerts) => [.. alerts.Select(HandedAlertItem.Of)];
}

sealed record ShiftCountsItem(
    int Open, int NotAcknowledged, int Shelved, int OutOfService, int Explained, int ClearedByThemselves, int Entries, IReadOnlyDictionary<string, int> Raised, int Acknowledged, int Cleared)
{
    public static ShiftCountsItem Of(ShiftCounts counts) => new(
        counts.Open, counts.NotAcknowledged, counts.Shelved, counts.OutOfService, counts.Explained, counts.ClearedByThemselves, counts.Entries,
        counts.Raised.ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value), counts.Acknowledged, counts.Cleared);
}

/// <summary>An alert as it stood then.</summary>
sealed record HandedAlertItem(
    string Id, string Rule, string Name, string Severity, string Condition, string? Place, string? District, string RaisedAt, string? ClearedAt, AcknowledgementItem? Acknowledged,
    string? Assignee, ShelvingItem? Shelved, string? SuppressedBy)
{
    public static HandedAlertItem Of(HandedAlert alert) => new(
        alert.Id, alert.RuleId, alert.Name, alert.Severity.ToString().ToLowerInvariant(), alert.Condition.ToString().ToLowerInvariant(), alert.Place, alert.District,
        Instants.ToRfc3339(alert.RaisedAt), alert.ClearedAt is { } cleared ? Instants.ToRfc3339(cleared) : null,
        alert.Acknowledged is { } a ? new AcknowledgementItem(a.By, a.At, a.Comment) : null, alert.Assignee,
        alert.Shelved is { } s ? new ShelvingItem(s.By, s.Until, s.Reason) : null, alert.SuppressedBy);
}
