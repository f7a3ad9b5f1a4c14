using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Opens the door last and closes it first: the broker starts when all behind it runs, and at the end what it took is committed
/// before the others stop.
/// </summary>
sealed class BrokerHost(EmbeddedBroker broker, IntakeMemory memory, RegistryFeed feed, ILogger<BrokerHost> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var device in memory.Devices.All)
        {
            // A crash may have come between the journal and the registry.
            feed.Discover(device.Id, device.Domain!, newDevice: true, [.. device.Series.Values.Select(series => series.Series)]);
        }

        await broker.StartAsync().ConfigureAwait(false);
        logger.LogInformation("MQTT broker on {Host}:{Port}", broker.Host, broker.Port);
    }

    public Task StopAsync(CancellationToken cancellationToken) => broker.StopAsync();
}
