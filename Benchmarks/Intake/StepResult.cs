namespace CityOps.Benchmarks.Intake;

/// <summary>What one step showed.</summary>
/// <param name="Rate">Messages per second that were asked for; 0 = as many as possible.</param>
/// <param name="Sustained">Messages per second, see <see cref="StepRunner"/>.</param>
/// <param name="Trouble">Lost, doubled or refused messages in words; null = none.</param>
/// <param name="CpuPerMillion">CPU seconds per million messages, by part.</param>
/// <param name="LoadCpuPerMillion">The same of the load command.</param>
/// <param name="WorkerPeakMegabytes">The most that was resident since its start.</param>
/// <param name="Committed">Publish to committed in milliseconds; null for who does not commit before he stores.</param>
/// <param name="Acknowledged">Publish to PUBACK.</param>
/// <param name="StoreBytesPerMessage">Size of the store's file over all that is in it; null where it has none of its own, or this was not looked at.</param>
sealed record StepResult(
    string Subject, int Rate, long Messages, double Sustained, string? Trouble, IReadOnlyDictionary<Part, double> CpuPerMillion,
    double LoadCpuPerMillion, double WorkerPeakMegabytes, Percentiles? Committed, Percentiles Stored, Percentiles Acknowledged,
    double? StoreBytesPerMessage = null);

/// <summary>Milliseconds.</summary>
readonly record struct Percentiles(double P50, double P99)
{
    public static Percentiles Of(LatencyBuckets buckets) => new(buckets.Percentile(0.5), buckets.Percentile(0.99));
}
