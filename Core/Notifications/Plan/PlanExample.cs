namespace CityOps.Core.Notifications;

/// <summary>What an administrator who has no plan yet begins with: two people who take turns, one of them called at once, then both.</summary>
public static class PlanExample
{
    const string Json = """
        {
          "contacts": [
            {"id":"ana","name":"Ana Novak","email":"ana.novak@example.org","phone":"+38640000000","language":"sl","channels":[{"channel":"sms","from":"critical"},{"channel":"email"}]},
            {"id":"bor","name":"Bor Kos","email":"bor.kos@example.org","language":"sl","channels":[{"channel":"email"}],"quiet":{"hours":["22:00-06:00"]}}
          ],
          "groups": [{"id":"everybody","name":"Everybody","contacts":["ana","bor"]}],
          "rosters": [{"id":"duty","name":"Duty","contacts":["ana","bor"],"start":"2026-01-05","handOver":"08:00","days":7}],
          "routes": [
            {"id":"urgent","name":"Critical and major","severities":["critical","major"],"steps":[{"to":["roster:duty"],"after":"00:05:00"},{"to":["group:everybody"],"after":"00:10:00"}],"rounds":2},
            {"id":"rest","name":"All others, in working hours","when":{"hours":["07:00-16:00"],"days":["mon","tue","wed","thu","fri"],"holidays":"never"},"steps":[{"to":["roster:duty"],"after":"01:00:00"}]}
          ],
          "report": {"at":"06:30","to":["group:everybody"]}
        }
        """;

    public static NotificationPlan Plan { get; } = PlanJson.TryRead(Json, out var plan, out var error) ? plan : throw new InvalidDataException(error);
}
