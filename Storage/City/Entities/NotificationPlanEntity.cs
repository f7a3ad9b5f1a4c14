namespace CityOps.Storage.City.Entities;

/// <summary>One version of the plan of notifications; never touched again.</summary>
sealed class NotificationPlanEntity
{
    public required int Version { get; init; }

    /// <summary>JSON.</summary>
    public required string Body { get; init; }

    public required string By { get; init; }

    /// <summary>Unix ms.</summary>
    public required long At { get; init; }
}
