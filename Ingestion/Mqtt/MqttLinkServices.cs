using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Mqtt;

public static class MqttLinkServices
{
    /// <summary>One link for all roles of the process. A second call changes nothing.</summary>
    /// <param name="options">Asked before every connect.</param>
    public static IServiceCollection AddMqttLink(this IServiceCollection services, Func<IServiceProvider, MqttLinkOptions> options)
    {
        // The real clock, also where the city's own runs faster: a network does not.
        services.TryAddSingleton(provider =>
            new MqttLink(() => options(provider), TimeProvider.System, provider.GetRequiredService<ILogger<MqttLink>>()));
        return services.AddHostedService<MqttLinkHost>();
    }
}

sealed class MqttLinkHost(MqttLink link) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => link.RunAsync(stoppingToken);
}
