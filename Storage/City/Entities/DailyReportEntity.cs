namespace CityOps.Storage.City.Entities;

/// <summary>The report of a day as it was made; it does not change.</summary>
sealed class DailyReportEntity
{
    /// <summary><c>2026-11-29</c>: as texts, too, days stand in their order.</summary>
    public required string Day { get; init; }

    public required long MadeAt { get; init; }
    public required string Body { get; init; }
}
