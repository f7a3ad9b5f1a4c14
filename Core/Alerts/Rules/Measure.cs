namespace CityOps.Core.Alerts;

/// <summary>What of a series a rule compares with its limit.</summary>
public enum MeasureKind : byte
{
    Value = 1,
    Mean = 2,
    Min = 3,
    Max = 4,
    Sum = 5,
    Count = 6,
    /// <summary>Nearest rank among the means of the window's buckets: of the readings themselves where none shares its bucket.</summary>
    Percentile = 7,
    /// <summary>Change per hour from the oldest reading of the window to the newest.</summary>
    Rate = 8,
    /// <summary>The value minus the newest one of another series.</summary>
    Difference = 9,
    /// <summary>The value minus the median of the same quantity nearby.</summary>
    Neighbours = 10,
    /// <summary>From the lowest to the highest value: what a stuck sensor has none of. No word of the grammar.</summary>
    Range = 11,
    /// <summary>The value minus what is usual at that hour of the week.</summary>
    Baseline = 12,
}

/// <summary>
/// What is compared, and over how long. A sliding window ends with each reading; a tumbling one is judged when it is over, and begins where the
/// last one ended: at whole multiples in UTC, days at midnight in the city. With <see cref="Capture"/> windows of whole hours are those of air
/// quality law: means of valid hours in Central European Time, judged 2 h after their end. Immutable.
/// </summary>
public sealed record Measure(MeasureKind Kind)
{
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    /// <summary>Legal windows: 1 h, 8 h, 24 h.</summary>
    public static readonly TimeSpan LongestLegalWindow = TimeSpan.FromHours(24);

    public const int UsualWeeks = 4;

    public const int MostWeeks = 8;

    public static Measure Value { get; } = new(MeasureKind.Value);

    /// <summary>1 to 99, with <see cref="MeasureKind.Percentile"/>.</summary>
    public int Percent { get; init; }

    /// <summary>Zero where there is no window.</summary>
    public TimeSpan Over { get; init; }

    public bool Tumbling { get; init; }

    /// <summary>The least share of the readings that must be there, 0 to 1; null = any.</summary>
    public double? Capture { get; init; }

    /// <summary>With difference: a quantity of the same device, or a series.</summary>
    public string? Other { get; init; }

    /// <summary>With neighbours: how far away they may be.</summary>
    public double RadiusMetres { get; init; }

    /// <summary>With baseline: how many weeks before are compared with, 1 to 8.</summary>
    public int Weeks { get; init; }

    public bool IsWindow => Over > TimeSpan.Zero;

    public bool IsLegal => Kind == MeasureKind.Mean && Capture is not null && Over.Ticks % TimeSpan.TicksPerHour == 0 && Over <= LongestLegalWindow;
}
