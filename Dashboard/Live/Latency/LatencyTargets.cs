namespace CityOps.Dashboard.Live.Latency;

/// <summary>What we promise: 99 of 100 are on the screen within this time, with 5,000 readings a second and 50 viewers.</summary>
public static class LatencyTargets
{
    public static int P99Ms(SeenKind kind) => kind == SeenKind.Alert ? 500 : 1_000;
}
