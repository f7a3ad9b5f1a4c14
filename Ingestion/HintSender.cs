using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using Microsoft.Extensions.Hosting;

namespace CityOps.Ingestion;

/// <summary>
/// Says over MQTT that alerts or the registry moved, and reads the registry again when somebody else says so. Hints only: whoever
/// misses one looks by himself every 2 s.
/// </summary>
sealed class HintSender(AlertLog log, RegistryFeed feed, LivePublisher live, MqttLink link) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        log.Changed += OnAlertsChanged;
        feed.Changed += OnRegistryChanged;
        await link.SubscribeAsync(Core.Live.LiveTopics.Config, _ => feed.LookAgain(), cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        log.Changed -= OnAlertsChanged;
        feed.Changed -= OnRegistryChanged;
        return Task.CompletedTask;
    }

    // Not awaited: a hint that cannot be sent is replaced by the next look.
    void OnAlertsChanged(long change) => _ = live.PublishAlertsChangedAsync(change);

    void OnRegistryChanged() => _ = live.PublishConfigChangedAsync();
}
