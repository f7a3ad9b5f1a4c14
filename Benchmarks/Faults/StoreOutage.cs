using System.Diagnostics;

namespace CityOps.Benchmarks.Faults;

/// <summary>InfluxDB stops, or is killed, stays away, and comes back with its data.</summary>
sealed class StoreOutage(bool killed) : IFault
{
    public string Name => killed ? "store-kill" : "store-stop";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto];

    public async Task BefallAsync(FaultRun run)
    {
        var began = Stopwatch.GetTimestamp();
        await (killed ? run.City.Store.KillAsync() : run.City.Store.StopAsync());
        await Task.Delay(run.Plan.Outage, TimeProvider.System);
        await run.City.Store.StartAsync();
        var pending = run.Watch.MostPendingSince(began);
        run.Plan.Say($"InfluxDB is back, {pending} messages waited for it");
        FaultRun.Felt(pending >= run.Plan.Rate * run.Plan.Outage.TotalSeconds / 2, $"only {pending} messages waited for the store");
    }
}
