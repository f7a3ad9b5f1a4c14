using System.Diagnostics;
using System.Net.Http.Json;
using CityOps.Ingestion.Http;
using CityOps.Simulators.Load;

namespace CityOps.Benchmarks.Faults;

/// <summary>After a fault: waits until nothing waits any more, and compares publisher, ledger and store, device by device.</summary>
sealed class FaultReckoning(FaultRun run, IFault fault, LoadReport report)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    FaultCity City => run.City;

    /// <param name="before">Timestamp of the beginning of the fault.</param>
    /// <param name="after">And of its end.</param>
    public async Task<FaultAccount> MakeAsync(long before, long after)
    {
        var ledger = await DrainAsync();
        var missing = fault.BrokerLoses ? await MissingAsync() : [];
        var drained = run.Watch.Looks.FirstOrDefault(look => look.At >= after && look.Waiting <= Usual(before))?.At ?? Stopwatch.GetTimestamp();
        await run.Watch.StopAsync();
        run.Expect(await City.Worker.StopAsync("TERM") == 0, $"the worker ends as asked: {City.Worker.Output}");
        run.Expect(!City.Workers.Any(worker => worker.Output.Contains("BUG:", StringComparison.Ordinal)), "no worker speaks of a bug");

        var points = await PointsAsync();
        Compare(points, missing);
        var stored = points.Values.Sum(counts => counts.Max());
        var counted = run.Others.Aggregate(ledger, Sum);
        run.Expect(counted.Received == counted.Stored + counted.Duplicate, $"each message was stored, or known again: {counted}");
        var twice = Math.Max(stored - report.Sent, run.Others.Count > 0 ? 0 : counted.Stored - stored);
        var lost = report.Acknowledged - stored - (fault.BrokerLoses ? ledger.Missing : 0);
        return new FaultAccount(
            fault.Name, City.Kind, report.Sent, report.Acknowledged, run.Others.Count > 0 ? counted with { Missing = report.Sent - stored } : ledger, stored, lost,
            Math.Max(0, twice), Stopwatch.GetElapsedTime(after, drained).TotalSeconds, run.Watch.PeakMegabytes, run.Watch.Looks.Count, run.Note, [.. run.Broken]);
    }

    /// <summary>The most that waited for the store while all was well.</summary>
    long Usual(long before) => run.Watch.Looks.Where(look => look.At <= before).Select(look => look.Waiting).DefaultIfEmpty().Max();

    /// <summary>Returns when everything that was sent is accounted for and nothing waits, or when that takes too long.</summary>
    async Task<LedgerTotal> DrainAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        var clock = Stopwatch.StartNew();
        for (LedgerTotal? before = null; ; await timer.WaitForNextTickAsync())
        {
            var ledger = await LedgerWatch.AskAsync(City.Worker);
            var isAll = ledger is { Pending: 0 } && ledger.Stored + ledger.Refused + ledger.Shed + ledger.Rejected.Total + ledger.Missing >= report.Sent;

            // Twice the same, so that no straggler comes after the count.
            if (isAll && before is not null && (before.Received, before.Stored) == (ledger!.Received, ledger.Stored))
            {
                return ledger;
            }

            if (clock.Elapsed > run.Plan.DrainWithin)
            {
                run.Expect(false, $"everything is stored {run.Plan.DrainWithin.TotalSeconds:0} s after the load: {ledger}");
                return ledger ?? throw new TimeoutException($"the worker does not answer: {City.Worker.Output}");
            }

            before = isAll ? ledger : null;
        }
    }

    async Task<Dictionary<string, long>> MissingAsync()
    {
        var devices = await City.Worker.Http.GetFromJsonAsync<ListAnswer<DeviceLedgerAnswer>>("/api/v1/ledger/devices?limit=10000");
        return devices!.Items.ToDictionary(device => device.Device, device => device.Total.Missing);
    }

    Task<IReadOnlyDictionary<string, long[]>> PointsAsync() => City.Kind == FaultBroker.Mosquitto
        ? StoredPoints.InInfluxDbAsync(City.Store)
        : StoredPoints.InFileAsync(Path.Combine(City.DataFolder, "telemetry.db"), run.Devices.Select(device => device.Device));

    void Compare(IReadOnlyDictionary<string, long[]> points, Dictionary<string, long> missing)
    {
        foreach (var device in run.Devices)
        {
            var expected = device.Acknowledged - missing.GetValueOrDefault(device.Device);
            var found = points.GetValueOrDefault(device.Device, []);
            run.Expect(found.Length > 0 && found.All(count => count == expected), $"{device} has {expected} points of each quantity, not {string.Join(' ', found)}");
        }
    }

    static LedgerTotal Sum(LedgerTotal one, LedgerTotal other) => one with
    {
        Received = one.Received + other.Received, Decoded = one.Decoded + other.Decoded, Stored = one.Stored + other.Stored,
        Duplicate = one.Duplicate + other.Duplicate, Refused = one.Refused + other.Refused, Pending = one.Pending + other.Pending, Shed = one.Shed + other.Shed,
        Rejected = new RejectedCounts(one.Rejected.Total + other.Rejected.Total, one.Rejected.Reasons),
    };
}
