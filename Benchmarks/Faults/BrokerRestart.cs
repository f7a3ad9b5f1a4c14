namespace CityOps.Benchmarks.Faults;

/// <summary>mosquitto is stopped as a person would, stays away, and comes back.</summary>
sealed class BrokerRestart : IFault
{
    public string Name => "broker-restart";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto];

    public async Task BefallAsync(FaultRun run)
    {
        await run.City.Broker.StopAsync();
        await Task.Delay(run.Plan.Outage, TimeProvider.System);
        await run.City.Broker.StartAgainAsync();
        await run.City.ReadyAsync();
    }
}
