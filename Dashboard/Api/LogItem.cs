using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>A line of the log book in the JSON of the HTTP interface.</summary>
/// <param name="Kind"><c>entry</c>, <c>handover</c>, <c>alert.</c> and the kind of a transition, or an action of the audit trail; <c>maintenance.over</c> where nobody ended a window.</param>
/// <param name="Subject">Number of an entry or a hand-over, else id of the alert, rule or maintenance window.</param>
/// <param name="Name">Of the rule, also of an alert's; else null.</param>
/// <param name="Text">What somebody wrote: the entry, the reason, the remarks.</param>
/// <param name="EventTime">Of an alert, when it was so in the world.</param>
sealed record LogItem(
    string Id, string At, string Kind, string? By, string Subject, string? Name, string? Severity, string? Text, string? Station, string? Alert, long? Corrects, long? CorrectedBy, string? EventTime)
{
    public static LogItem Of(LogLine line)
    {
        var bare = new LogItem(line.Cursor.ToString(), Instants.ToRfc3339(line.At), "", line.By, "", null, null, null, null, null, null, null, null);
        return line switch
        {
            EntryLine { Entry: var entry } => bare with
            {
                Kind = "entry", Subject = Number(entry.Number), Text = entry.Text, Station = entry.Station, Alert = entry.AlertId, Corrects = entry.Corrects, CorrectedBy = entry.CorrectedBy,
            },
            AlertLine { Alert: var alert, Transition: var change } => bare with
            {
                Kind = "alert." + change.Kind.ToString().ToLowerInvariant(), Subject = alert.Id, Name = alert.Rule.Name, Severity = alert.Severity.ToString().ToLowerInvariant(),
                Text = change.Reason, Station = alert.Station, Alert = alert.Id, EventTime = Instants.ToRfc3339(change.EventTime),
            },
            RuleLine rule => bare with { Kind = rule.Action, Subject = rule.RuleId, Name = rule.Name },
            MaintenanceLine { Window: var window } over => bare with
            {
                Kind = over.Action, Subject = window.Id, Text = window.Reason, Station = window.Scope == MaintenanceScope.Station ? window.Subject : null,
            },
            HandoverLine { Handover: var handover } => bare with { Kind = "handover", Subject = Number(handover.Number), Text = handover.Remarks },
            _ => throw new InvalidOperationException($"BUG: a line of the log book that has no words: {line.GetType().Name}"),
        };
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
