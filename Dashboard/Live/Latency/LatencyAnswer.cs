namespace CityOps.Dashboard.Live.Latency;

/// <summary>The same picture as JSON.</summary>
public sealed record LatencyAnswer(int Minutes, int Screens, int NotPrompt, IReadOnlyList<LatencyItem> Items)
{
    public static LatencyAnswer Of(LatencyPicture picture) => new(
        picture.Minutes, picture.Screens, picture.NotPrompt,
        [.. picture.Figures.Select(f => new LatencyItem(Word(f.Kind), Word(f.Hop), f.Count, f.P50Ms, f.P95Ms, f.P99Ms))]);

    static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <param name="Kind">value or alert.</param>
/// <param name="Hop">intake, dashboard, screen or whole.</param>
public sealed record LatencyItem(string Kind, string Hop, int Count, int P50Ms, int P95Ms, int P99Ms);
