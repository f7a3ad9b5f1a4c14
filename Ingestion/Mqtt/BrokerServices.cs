using CityOps.Core.Live;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt.External;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Mqtt;

/// <summary>Where messages come in, and where ours go out.</summary>
static class BrokerServices
{
    public static IServiceCollection AddBroker(this IServiceCollection services, CitySettings settings)
    {
        services.AddSingleton(provider => new MqttIntake(
            provider.GetRequiredService<Journal>(), provider.GetRequiredService<RegistryFeed>(), settings.Intake,
            provider.GetRequiredService<IntakeMemory>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MqttIntake>>()));
        if (settings.Broker.Mode == BrokerMode.Embedded)
        {
            services.AddSingleton<OwnRole>().AddSingleton<IBrokerDoor, EmbeddedBroker>();
        }
        else
        {
            services.AddSingleton(new ExternalOptions(settings.Broker)).AddSingleton<IBrokerDoor, ExternalBroker>();
        }

        services.AddHostedService<BrokerHost>();
        services.AddMqttLink(provider => LinkOptions(settings.Broker, provider.GetService<OwnRole>()));
        return services.AddLivePublisher();
    }

    /// <param name="own">Null = the broker is elsewhere.</param>
    static MqttLinkOptions LinkOptions(BrokerSettings broker, OwnRole? own) => own is null
        ? MqttLinkOptions.Of(broker) with { StatusTopic = LiveTopics.WorkerStatus(broker.ClientId) }
        : MqttLinkOptions.Of(broker) with { Username = OwnRole.User, Password = own.Password, StatusTopic = LiveTopics.WorkerStatus(broker.ClientId) };
}
