namespace CityOps.Dashboard.Api;

/// <summary>Which buckets a stretch of time is shown in where nobody has said.</summary>
static class BucketSteps
{
    /// <summary>As a request writes it.</summary>
    public const string Auto = "auto";

    /// <summary>As many as a picture has room for.</summary>
    public const int Most = 1_000;

    const long DayMs = 86_400_000;

    static readonly (string Text, long Ms)[] Steps =
    [
        ("10s", 10_000), ("30s", 30_000), ("1m", 60_000), ("2m", 120_000), ("5m", 300_000), ("10m", 600_000), ("15m", 900_000), ("30m", 1_800_000),
        ("1h", 3_600_000), ("2h", 7_200_000), ("3h", 10_800_000), ("6h", 21_600_000), ("1d", DayMs), ("7d", 7 * DayMs), ("30d", 30 * DayMs),
    ];

    /// <summary>The shortest of a few usual lengths of which at most <see cref="Most"/> fit into it, as the readings API writes it.</summary>
    /// <param name="least">None shorter than this one of them.</param>
    public static string For(long milliseconds, string least = "10s") =>
        Steps.SkipWhile(step => step.Text != least).FirstOrDefault(step => milliseconds <= step.Ms * Most, Steps[^1]).Text;
}
