namespace CityOps.Benchmarks.Faults;

/// <summary>kill -9 of the worker at random moments, and the next start each time.</summary>
sealed class WorkerKill : IFault
{
    /// <summary>Every so many kills it has not even started yet.</summary>
    const int WhileStarting = 4;

    public string Name => "worker-kill";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto, FaultBroker.Embedded];

    public async Task BefallAsync(FaultRun run)
    {
        var cut = 0L;
        for (var kill = 1; kill <= run.Plan.Kills; kill++)
        {
            var wait = run.Plan.Between * Random.Shared.NextDouble();
            await Task.Delay(kill % WhileStarting == 0 ? wait / 4 : wait, TimeProvider.System);
            cut += run.Progress.InFlight;
            await run.City.Worker.KillAsync();
            run.Plan.Say($"kill {kill} after {wait.TotalSeconds:0.0} s, {run.Progress.InFlight} messages unacknowledged");
            var worker = run.City.LaunchWorker();
            if ((kill + 1) % WhileStarting != 0)
            {
                await worker.StartedAsync();
                var before = run.Progress.Acknowledged;
                await run.UntilAsync(() => run.Progress.Acknowledged > before, "messages are acknowledged again");
            }
        }

        await run.City.Worker.StartedAsync();
        await run.City.ReadyAsync();
        FaultRun.Felt(run.City.Kind == FaultBroker.Mosquitto || cut > 0, "nothing was under way at any kill");
    }
}
