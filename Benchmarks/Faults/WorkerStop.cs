using System.Diagnostics;

namespace CityOps.Benchmarks.Faults;

/// <summary>SIGTERM under load, as a service manager stops a program, and the next start.</summary>
sealed class WorkerStop : IFault
{
    public string Name => "worker-stop";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto, FaultBroker.Embedded];

    public async Task BefallAsync(FaultRun run)
    {
        for (var stop = 1; stop <= (run.Plan.Kills + 1) / 2; stop++)
        {
            await run.SendAsync(run.Plan.Between * Random.Shared.NextDouble());
            var clock = Stopwatch.StartNew();
            var code = await run.City.Worker.StopAsync("TERM");
            run.Plan.Say($"stop {stop}: exit code {code} after {clock.Elapsed.TotalSeconds:0.0} s");
            run.Expect(code == 0, $"a stop under load ends with 0, not {code}: {run.City.Worker.Output}");
            await run.City.StartWorkerAsync();
        }
    }
}
