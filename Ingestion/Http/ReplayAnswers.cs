using System.Globalization;
using System.Text.Json;
using CityOps.Core.Wire;
using CityOps.Ingestion.Intake;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Http;

/// <summary>Which messages of the quarantine; both null = all of them.</summary>
public sealed record ReplayBody(string? Device, string? Reason);

/// <summary>What became of one message of the quarantine.</summary>
/// <param name="Outcome">taken, refused, or cut: only the beginning of its payload was kept, so nobody can judge it.</param>
/// <param name="Reason">Why it is refused again.</param>
public sealed record ReplayAnswer(string Id, string Outcome, string? Reason, string? Detail)
{
    public static ReplayAnswer From(ReplayedRow replayed)
    {
        var id = replayed.Row.Id.ToString(CultureInfo.InvariantCulture);
        return replayed switch
        {
            { IsJudged: false } => new ReplayAnswer(id, "cut", null, $"Of {replayed.Row.Entry.Bytes} bytes {replayed.Row.Entry.Payload.Length} were kept."),
            { IsTaken: true } => new ReplayAnswer(id, "taken", null, null),
            _ => new ReplayAnswer(id, "refused", replayed.Reason.ToWire(), replayed.Detail),
        };
    }

    /// <summary>As an entry of the audit trail.</summary>
    public AuditAct By(Actor who) => new(who, "quarantine.replay", "message:" + Id, null, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
}

/// <summary>What became of many.</summary>
/// <param name="Refused">Those that stay, by what they are refused for now.</param>
/// <param name="Cut">Those that nobody can judge.</param>
public sealed record ReplayAllAnswer(int Taken, RejectedCounts Refused, int Cut)
{
    public static ReplayAllAnswer From(IReadOnlyList<ReplayedRow> replayed)
    {
        var refused = replayed.Where(row => row is { IsJudged: true, IsTaken: false }).GroupBy(row => row.Reason).ToDictionary(group => group.Key.ToWire(), group => (long)group.Count());
        return new ReplayAllAnswer(replayed.Count(row => row.IsTaken), new RejectedCounts(refused.Values.Sum(), refused), replayed.Count(row => !row.IsJudged));
    }

    /// <summary>As an entry of the audit trail.</summary>
    /// <param name="device">Null = messages of all devices.</param>
    public AuditAct By(Actor who, string? device) =>
        new(who, "quarantine.replay", device is null ? "quarantine" : "device:" + device, null, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
}
