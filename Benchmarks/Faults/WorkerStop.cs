using System.Diagnostics;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Faults;

/// <summary>SIGTERM under load, as a service manager stops a program, and the next start.</summary>
/// <param name="store">What InfluxDB answers until then; it is well again at the next start.</param>
sealed class WorkerStop(FaultyAnswer store = FaultyAnswer.Pass) : IFault
{
    public string Name => "worker-stop";

    public IReadOnlyList<FaultBroker> Brokers => store == FaultyAnswer.Pass ? [FaultBroker.Mosquitto, FaultBroker.Embedded] : [FaultBroker.Mosquitto];

    public async Task BefallAsync(FaultRun run)
    {
        for (var stop = 1; stop <= (run.Plan.Kills + 1) / 2; stop++)
        {
            if (store != FaultyAnswer.Pass)
            {
                await StoreAnswers.AnswerAsync(run, store);
            }

            await run.SendAsync(run.Plan.Between * Random.Shared.NextDouble());
            var clock = Stopwatch.StartNew();
            var code = await run.City.Worker.StopAsync("TERM");
            run.Plan.Say($"stop {stop}: exit code {code} after {clock.Elapsed.TotalSeconds:0.0} s");
            run.Expect(code == 0, $"a stop under load ends with 0, not {code}: {run.City.Worker.Output}");
            if (store != FaultyAnswer.Pass)
            {
                run.City.Proxy.Answer = FaultyAnswer.Pass;
            }

            await run.City.StartWorkerAsync();
        }
    }
}
