using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;

namespace CityOps.Ingestion;

/// <summary>
/// Says over MQTT that this process has changed alerts, by rules or by what a person did. A hint only: whoever misses it looks by
/// himself every 2 s.
/// </summary>
public sealed class HintSender(AlertLog log, LiveHints hints) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.Changed += OnAlertsChanged;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        log.Changed -= OnAlertsChanged;
        return Task.CompletedTask;
    }

    // Not awaited: a hint that cannot be sent is replaced by the next look.
    void OnAlertsChanged(long change) => _ = hints.AlertsChangedAsync(change);
}

/// <summary>Says over MQTT that devices have changed the registry, and reads it again when somebody else says so. Hints only, too.</summary>
sealed class RegistryHints(RegistryFeed feed, LiveHints hints, MqttLink link) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Changed += OnRegistryChanged;
        await link.SubscribeAsync(Core.Live.LiveTopics.Config, _ => feed.LookAgain(), cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        feed.Changed -= OnRegistryChanged;
        return Task.CompletedTask;
    }

    void OnRegistryChanged() => _ = hints.ConfigChangedAsync();
}
