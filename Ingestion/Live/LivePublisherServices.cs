using CityOps.Ingestion.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityOps.Ingestion.Live;

public static class LivePublisherServices
{
    /// <summary>Needs <see cref="MqttLink"/> (<see cref="MqttLinkServices.AddMqttLink"/>) and the city's <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddLivePublisher(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveHints>();
        // The real clock paces it, also where the city's own runs faster: screens and networks do not.
        services.AddSingleton(provider => new LivePublisher(
            provider.GetRequiredService<MqttLink>(), provider.GetRequiredService<TimeProvider>(), TimeProvider.System));
        return services.AddHostedService(provider => provider.GetRequiredService<LivePublisher>());
    }
}
