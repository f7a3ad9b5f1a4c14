using System.Diagnostics;
using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Simulators.Load;

namespace CityOps.Benchmarks.Intake;

/// <summary>
/// Runs one step on a warm subject: load, wait until everything is stored, compare before and after. The rate is that of the first
/// 97 %, from the first message sent: the embedded store writes a rest that does not fill its memory only when 5 s have passed.
/// </summary>
sealed class StepRunner(TimeProvider clock)
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    const double Bulk = 0.97;

    // A store that stands still longer has lost what is missing.
    static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(30);

    /// <param name="rate">Messages per second; 0 = as fast as possible.</param>
    /// <param name="messages">Stops after these; null = when the time is up.</param>
    public async Task<StepResult> RunAsync(string name, IIntakeSubject subject, int rate, int seconds, long? messages, CancellationToken ct)
    {
        await subject.LatenciesAsync();
        var (counts, usage) = (await subject.CountsAsync(), Usage(subject));
        var load = await LoadProcess.RunAsync(subject, rate, seconds, messages, ct);
        var (after, rate97) = await StoredAsync(subject, counts.Stored, load, ct);
        var (latencies, spent) = (await subject.LatenciesAsync(), Usage(subject));
        return new StepResult(
            name, rate, load.Sent, rate97, Trouble(load, counts, after),
            spent.ToDictionary(part => part.Key, part => (part.Value.CpuSeconds - usage[part.Key].CpuSeconds) * 1e6 / load.Sent),
            load.CpuSecondsPerMillion, spent[Part.Worker].PeakMegabytes,
            latencies.Committed is { } committed ? Percentiles.Of(committed) : null, Percentiles.Of(latencies.Stored), new(load.LatencyMs!.P50, load.LatencyMs.P99));
    }

    /// <summary>Waits until all is stored, or nothing moves any more.</summary>
    async Task<(IntakeCounts Counts, double Rate)> StoredAsync(IIntakeSubject subject, long before, LoadReport load, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Poll, clock);
        var (counts, moved) = (await subject.CountsAsync(), Stopwatch.StartNew());
        var rate = Rate(counts);
        while (counts.Stored < before + load.Sent && moved.Elapsed < StandsStill)
        {
            await timer.WaitForNextTickAsync(ct);
            var next = await subject.CountsAsync();
            if (next != counts)
            {
                moved.Restart();
            }

            counts = next;
            rate ??= Rate(counts);
        }

        return (counts, rate ?? double.NaN);

        double? Rate(IntakeCounts now) => now.Stored - before >= load.Sent * Bulk
            ? (now.Stored - before) * 1_000.0 / Math.Max((now.StoredAt ?? clock.UnixMs()) - load.StartedAt, 1)
            : null;
    }

    static Dictionary<Part, ProcessUsage> Usage(IIntakeSubject subject) => subject.Processes.ToDictionary(part => part.Key, part => ProcessUsage.Of(part.Value));

    static string? Trouble(LoadReport load, IntakeCounts before, IntakeCounts after)
    {
        (long Count, string What)[] all =
        [
            (load.Sent - load.Acknowledged, "not acknowledged"),
            (load.Sent - (after.Received - before.Received), "not received"),
            (load.Sent - (after.Stored - before.Stored), "not stored"),
            (after.Wrong - before.Wrong, "missing, double, rejected or shed"),
        ];
        var found = all.Where(one => one.Count != 0).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Count} {one.What}")).ToList();
        return found.Count > 0 ? string.Join(", ", found) : null;
    }
}
