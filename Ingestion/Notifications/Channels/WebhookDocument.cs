using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>The body of the template Json. Members may come; those that are here keep name and meaning as long as <see cref="Version"/> is 1. Times are RFC 3339, UTC.</summary>
/// <param name="Key">The same at each try of this message.</param>
/// <param name="Topic">The same for all messages about the same alerts.</param>
/// <param name="Reason">first, more, reminder, escalation, cleared, test or report.</param>
/// <param name="Severity">Of the worst alert; null where a channel is tried.</param>
/// <param name="Count">Of all alerts, also those that are not in <paramref name="Alerts"/>.</param>
/// <param name="Page">Where people find more, after signing in.</param>
/// <param name="Alerts">At most <see cref="NotificationContent.MostNamed"/>, the worst first.</param>
sealed record WebhookDocument(
    int Version, string Key, string Topic, string Reason, int Step, bool Drill, string At, string Language, string? Severity, int Count, string Subject, string Text,
    string? Page, IReadOnlyList<WebhookAlert> Alerts)
{
    public static byte[] Write(Notification notification, NotificationContent content, TimeZoneInfo zone)
    {
        var message = MessageWriter.Write(content, zone);
        var document = new WebhookDocument(
            1, notification.Key, notification.Topic, content.Reason.ToString().ToLowerInvariant(), content.Step, content.Drill, Instants.ToRfc3339(content.At), content.Language,
            content.Worst is { } worst ? RuleWords.Severity(worst) : null, content.Count, message.Subject, message.Text, content.PageLink?.AbsoluteUri,
            [.. content.Alerts.Zip(Notice.Of(content, zone).Lines, (alert, line) => WebhookAlert.Of(alert, line, content.StationNames))]);
        return JsonSerializer.SerializeToUtf8Bytes(document, JsonSerializerOptions.Web);
    }
}

/// <summary>An alert as a program takes it, in the words of <c>GET /api/v1/alerts</c>.</summary>
/// <param name="Value">Null where it is no number.</param>
/// <param name="Direction">Which side of <paramref name="Threshold"/>, or what else the rule looks for: above, below, outside, inside, absent, stuck, all, any, atLeast.</param>
sealed record WebhookAlert(
    string Id, AlertRuleReference Rule, string? Series, string? Device, string? Station, string? StationName, string? District, string? Domain, string Quantity, string Unit,
    string Severity, string Condition, string Direction, double? Value, double? Peak, double? Threshold, string Quality, string StartedAt, string RaisedAt, string? ClearedAt,
    string? AcknowledgedBy, string Title, string Sentence)
{
    public static WebhookAlert Of(Alert alert, NoticeLine line, IReadOnlyDictionary<string, string> names) => new(
        alert.Id, alert.Rule, alert.Series?.ToString(), alert.Device, alert.Station, alert.Station is { } id ? names.GetValueOrDefault(id) : null, alert.District, alert.Domain,
        alert.Quantity, alert.Unit, RuleWords.Severity(alert.Severity), alert.Condition.ToString().ToLowerInvariant(), RuleWords.Kind(alert.Direction),
        Finite(alert.Value), Finite(alert.Peak), Finite(alert.Threshold), alert.Quality.ToWire(), Instants.ToRfc3339(alert.StartedAt), Instants.ToRfc3339(alert.RaisedAt),
        alert.ClearedAt is { } cleared ? Instants.ToRfc3339(cleared) : null, alert.Acknowledged?.By, line.Title, line.Sentence);

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
