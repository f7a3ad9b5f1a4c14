using System.Diagnostics;
using CityOps.Benchmarks.Rig;
using CityOps.Ingestion.Http;
using CityOps.Simulators.Load;

namespace CityOps.Benchmarks.Faults;

/// <summary>
/// One fault from the first process to the last count: a city, a publisher that sends each message again until it is acknowledged,
/// and a watch on the ledger.
/// </summary>
sealed class FaultRun : IAsyncDisposable
{
    /// <summary>More than the 30 s until a refused password is tried again.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly LoadRun _load;
    readonly CancellationTokenSource _enough = new();
    readonly Task<LoadReport> _sending;
    readonly List<string> _broken = [];

    FaultRun(FaultPlan plan, FaultCity city, SmallDisk? disk)
    {
        (Plan, City, Disk) = (plan, city, disk);
        _load = new LoadRun(
            city.Load with
            {
                Rate = plan.Rate, Devices = plan.Devices, Connections = plan.Connections, Duration = TimeSpan.FromDays(1), DrainWithin = plan.DrainWithin,
                ReconnectFloor = TimeSpan.FromMilliseconds(100), ReconnectCeiling = TimeSpan.FromSeconds(1),
            },
            TimeProvider.System);
        _sending = _load.RunAsync(_enough.Token);
        Watch = new LedgerWatch(city, () => _load.Progress.Acknowledged);
    }

    public FaultPlan Plan { get; }

    public FaultCity City { get; }

    /// <summary>Where the worker's data is, if the fault asked for it.</summary>
    public SmallDisk? Disk { get; }

    public LedgerWatch Watch { get; }

    public LoadProgress Progress => _load.Progress;

    /// <summary>Final when the load has ended.</summary>
    public IReadOnlyList<DeviceAccount> Devices => _load.Devices;

    /// <summary>Accounts of workers on other data, which took part of the load.</summary>
    public List<LedgerTotal> Others { get; } = [];

    /// <summary>What the numbers alone do not say.</summary>
    public string Note { get; set; } = "";

    /// <summary>What does not add up, in words.</summary>
    public IEnumerable<string> Broken => Watch.Broken.Concat(_broken);

    public static async Task<FaultAccount> OfAsync(IFault fault, FaultBroker broker, FaultPlan plan)
    {
        using var disk = fault.DiskMegabytes is { } size ? SmallDisk.Mount(size) : null;
        await using var city = await FaultCity.StartAsync(broker, disk is null ? null : Path.Combine(disk.Path, "data"));
        await using var run = new FaultRun(plan, city, disk);
        await run.SendAsync(plan.Around);
        var before = Stopwatch.GetTimestamp();
        await fault.BefallAsync(run);
        var after = Stopwatch.GetTimestamp();
        plan.Say("it is over, the load goes on");
        await run.SendAsync(plan.Around);
        var report = await run.StopAsync();
        plan.Say($"{report.Sent} messages sent; waiting until all is stored");
        return await new FaultReckoning(run, fault, report).MakeAsync(before, after);
    }

    /// <summary>Lets time pass under load, and sees to it that there is one.</summary>
    public async Task SendAsync(TimeSpan time)
    {
        var before = Progress.Acknowledged;
        await Task.Delay(time, TimeProvider.System);
        await UntilAsync(() => Progress.Acknowledged > before, "the load goes on");
    }

    /// <summary>Waits for something that must show itself, at the latest when the longest pause of the product is over.</summary>
    public async Task UntilAsync(Func<bool> so, string what)
    {
        await Eventually.SatisfiesAsync(() => Task.FromResult(so() || _sending.IsFaulted), yes => yes, what, Patience);
        if (_sending.IsFaulted)
        {
            // That explains more.
            await _sending;
        }
    }

    /// <summary>Notes what must not be.</summary>
    public void Expect(bool holds, string what)
    {
        if (!holds)
        {
            _broken.Add(what);
        }
    }

    /// <summary>A fault without effect would prove nothing.</summary>
    public static void Felt(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The fault was not felt: {what}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await ((Task)_sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Watch.DisposeAsync();
        _load.Dispose();
        _enough.Dispose();
    }

    async Task<LoadReport> StopAsync()
    {
        await _enough.CancelAsync();
        var report = await _sending;
        Expect(report.Complete, $"everything that was sent is acknowledged: {report}");
        return report;
    }
}
