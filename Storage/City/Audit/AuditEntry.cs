namespace CityOps.Storage.City;

/// <summary>Something that is about to be changed.</summary>
/// <param name="Action">Kind and verb: <c>rule.update</c>.</param>
/// <param name="Subject">Kind and id: <c>rule:no2-hour</c>.</param>
/// <param name="Before">JSON; null where there was nothing.</param>
/// <param name="After">JSON; null where there is nothing any more. Never a secret.</param>
public sealed record AuditAct(Actor By, string Action, string Subject, string? Before, string? After);

/// <summary>An act of the audit trail.</summary>
/// <param name="Number">1, 2, 3 … without a hole.</param>
/// <param name="At">Unix ms.</param>
/// <param name="Hash">Over this entry and the hash of the one before: SHA-256.</param>
public sealed record AuditEntry(
    long Number, long At, string Who, string? Address, string Action, string Subject, string? Before, string? After, byte[] Hash);
