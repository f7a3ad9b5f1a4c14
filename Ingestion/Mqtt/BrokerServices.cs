using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Mqtt;

/// <summary>Where messages come in, and where ours go out.</summary>
static class BrokerServices
{
    public static IServiceCollection AddBroker(this IServiceCollection services, CitySettings settings)
    {
        services.AddSingleton<OwnRole>();
        services.AddSingleton(provider => new MqttIntake(
            provider.GetRequiredService<Journal>(), provider.GetRequiredService<RegistryFeed>(), settings.Intake,
            provider.GetRequiredService<IntakeMemory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EmbeddedBroker>();
        services.AddHostedService<BrokerHost>();
        services.AddMqttLink(provider => new MqttLinkOptions
        {
            Host = settings.Broker.Host,
            Port = settings.Broker.Port,
            Username = OwnRole.User,
            Password = provider.GetRequiredService<OwnRole>().Password,
        });
        return services.AddLivePublisher();
    }
}
