namespace CityOps.Benchmarks.Faults;

/// <summary>
/// kill -9 of mosquitto with the shipped configuration: once while the worker reads, once while the worker is away and the broker
/// holds what it has acknowledged. What it has not saved is gone.
/// </summary>
sealed class BrokerKill : IFault
{
    public string Name => "broker-kill";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto];

    public bool BrokerLoses => true;

    public async Task BefallAsync(FaultRun run)
    {
        await KillAsync(run);
        await run.City.ReadyAsync();
        await run.SendAsync(run.Plan.Around);

        await run.City.Worker.StopAsync("TERM");
        await run.SendAsync(run.Plan.Around);
        await KillAsync(run);
        await run.City.StartWorkerAsync();
    }

    static async Task KillAsync(FaultRun run)
    {
        await run.City.Broker.KillAsync();
        run.Plan.Say($"broker killed, {run.Progress.InFlight} messages unacknowledged");
        await run.City.Broker.StartAgainAsync();
    }
}
