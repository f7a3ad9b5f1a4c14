using CityOps.Core.Notifications;

namespace CityOps.Tests.Core.Notifications;

/// <summary>A small plan that tests change: three people, one roster, one group, two routes.</summary>
static class Plans
{
    public const string Json = """
        {
          "contacts": [
            {"id":"ana","name":"Ana Novak","account":"ana","email":"ana@example.org","phone":"+38641000001","channels":[{"channel":"sms","from":"major"},{"channel":"email"}]},
            {"id":"bor","name":"Bor Kos","email":"bor@example.org","language":"en","channels":[{"channel":"email"}],"quiet":{"hours":["22:00-06:00"]}},
            {"id":"cene","name":"Cene Zajc"}
          ],
          "groups": [{"id":"all","name":"Everybody","contacts":["ana","bor","cene"]}],
          "rosters": [{"id":"duty","name":"Duty","contacts":["ana","bor"],"start":"2026-11-30","handOver":"08:00","days":7}],
          "routes": [
            {"id":"water","name":"Water","domains":["water"],"severities":["critical","major"],"steps":[{"to":["roster:duty"],"after":"00:05:00"},{"to":["group:all"],"after":"00:05:00"}],"rounds":2},
            {"id":"rest","name":"All the rest","steps":[{"to":["channel:room"],"after":"00:30:00"}]}
          ]
        }
        """;

    public static readonly TimeZoneInfo Ljubljana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    public static NotificationPlan Small => Read(Json);

    public static NotificationPlan Read(string json) => PlanJson.TryRead(json, out var plan, out var error) ? plan : throw new InvalidDataException(error);

    /// <summary>Unix ms of a moment such as <c>2026-11-30T08:00:00+01:00</c>.</summary>
    public static long At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
