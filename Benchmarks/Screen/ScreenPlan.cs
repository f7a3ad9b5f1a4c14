namespace CityOps.Benchmarks.Screen;

/// <summary>How much of everything. The defaults are the load that our budgets speak of.</summary>
sealed record ScreenPlan
{
    public int Stations { get; init; } = 5_000;
    public int Alerts { get; init; } = 300;
    public int Viewers { get; init; } = 50;
    /// <summary>A second, of all devices that raise no alert.</summary>
    public int Readings { get; init; } = 5_000;
    /// <summary>Of the load: one at each station where no alert will be raised.</summary>
    public int Devices => Stations - Alerts;
    public TimeSpan Warm { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan Stage { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>The load ends with the run, and in any case then.</summary>
    public const int LongestSeconds = 1_800;
}
