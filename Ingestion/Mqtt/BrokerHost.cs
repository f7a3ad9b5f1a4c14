using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Registration;
using Microsoft.Extensions.Hosting;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Opens the door last and closes it first: messages come in when all behind it runs, and at the end what was taken is committed
/// before the others stop.
/// </summary>
sealed class BrokerHost(IBrokerDoor door, IntakeMemory memory, RegistryFeed feed) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var device in memory.Devices.All)
        {
            // A crash may have come between the journal and the registry. One of which nothing was ever taken has no domain and is not in it.
            if (device.Domain is { } domain)
            {
                feed.Discover(device.Id, domain, newDevice: true, [.. device.Series.Values.Select(series => series.Series)]);
            }
        }

        return door.OpenAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => door.CloseAsync();
}
