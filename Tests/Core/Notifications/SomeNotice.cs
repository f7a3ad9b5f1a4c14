using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Notifications;

/// <summary>What somebody is to know, short to write.</summary>
static class SomeNotice
{
    public static readonly TimeZoneInfo Ljubljana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    public static readonly Uri ActLink = new("https://city.example.org/act/abc?x=1&y=2");
    public static readonly Uri PageLink = new("https://city.example.org/alerts/a-1");

    public static Alert Standing { get; } = new()
    {
        Id = "a-1", Rule = new AlertRuleReference("r1", 1, "NO2 high"), Series = new SeriesId("aq-17", "no2"), Station = "st-1", District = "Šiška", Domain = "air",
        Quantity = "no2", Unit = "ug/m3", Severity = Severity.Critical, Condition = AlertCondition.Active, Direction = ConditionKind.Above,
        StartedAt = Ms("2026-01-13T06:10:00Z"), RaisedAt = Ms("2026-01-13T06:12:00Z"), Value = 231.5, Peak = 231.5, Threshold = 200,
        Quality = Quality.Good, Revision = 1, Change = 1,
    };

    public static Alert Over { get; } = Standing with { Condition = AlertCondition.Cleared, ClearedAt = Ms("2026-01-13T07:40:00Z") };

    public static NotificationContent One(string language = "en", NotificationReason reason = NotificationReason.First) => Of(language, reason, Standing);

    public static NotificationContent Of(string language, NotificationReason reason, params Alert[] alerts) => new()
    {
        Reason = reason, Language = language, Alerts = alerts, Count = alerts.Length, StationNames = new Dictionary<string, string> { ["st-1"] = "Celovška 12" },
        At = Ms("2026-01-13T06:13:00Z"),
    };

    /// <summary>So many alerts, of which at most twenty are named.</summary>
    public static NotificationContent Many(int count, string language = "en", NotificationReason reason = NotificationReason.First) =>
        Of(language, reason, [.. Enumerable.Repeat(Standing, Math.Min(count, NotificationContent.MostNamed))]) with { Count = count };

    /// <summary>Somebody tries a channel.</summary>
    public static NotificationContent Try(string language = "en") => Of(language, NotificationReason.Test);

    public static long Ms(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
