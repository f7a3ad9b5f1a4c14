namespace CityOps.Storage.City.Entities;

/// <summary>
/// A number that only rises, moved inside the transaction it numbers. Every write transaction holds its counter's row, so
/// numbers become visible in their order.
/// </summary>
sealed class CounterEntity
{
    public const string Registry = "registry";
    public const string Rules = "rules";
    public const string Alerts = "alerts";
    public const string Keys = "keys";
    public const string Audit = "audit";
    public const string Log = "log";
    public const string Handovers = "handovers";

    /// <summary>The last transition that callouts have seen.</summary>
    public const string Notifications = "notifications";

    public const string NotificationPlan = "notification-plan";

    public required string Name { get; init; }
    public long Value { get; set; }

    public long Next() => ++Value;
}
