namespace CityOps.Storage.City;

/// <summary>What is out of service: one box, one place, or a part of the city.</summary>
public enum MaintenanceScope : byte
{
    Device = 1,
    Station = 2,
    District = 3,
}

/// <summary>Somebody works there, so its alerts are recorded and disturb nobody (ISA-18.2: out of service). Times are Unix ms.</summary>
/// <param name="Subject">Id of the device or station, or name of the district.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="EndedAt">When somebody ended it before its time; null = nobody has.</param>
public sealed record MaintenanceWindow(string Id, MaintenanceScope Scope, string Subject, long From, long Until, string Reason, string By, long? EndedAt)
{
    /// <summary>What stands in <c>suppressedBy</c> of its alerts.</summary>
    public string Mark => MarkOf(Id);

    public bool Covers(string? device, string? station, string? district) => Subject == Scope switch
    {
        MaintenanceScope.Device => device,
        MaintenanceScope.Station => station,
        _ => district,
    };

    /// <summary>A window ends after it begins, in the future, and lasts a year at most. Times are Unix ms.</summary>
    public static bool IsPeriod(long from, long until, long now) => until > Math.Max(from, now) && until - from <= LongestMs;

    public bool HoldsAt(long now) => now >= From && now < (EndedAt ?? Until);

    const long LongestMs = 366L * 86_400_000;

    internal const string MarkPrefix = "maintenance:";

    internal static string MarkOf(string id) => MarkPrefix + id;
}
