using System.Security.Cryptography.X509Certificates;
using CityOps.Core.Wire;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityOps.Simulators.Mqtt;

/// <summary>How we connect to a broker.</summary>
static class ClientOptions
{
    /// <param name="name">Begins the client id.</param>
    public static MqttClientOptionsBuilder To(PlayerOptions broker, string name)
    {
        // Random, so that two cities at one broker do not take each other's connections away.
        var builder = new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).WithClientId($"{name}-{Guid.NewGuid():N}")
            .WithProtocolVersion(MqttProtocolVersion.V500).WithCleanStart(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(60)).WithTimeout(TimeSpan.FromSeconds(10));
        if (broker.Username is not null)
        {
            builder.WithCredentials(broker.Username, broker.Password ?? "");
        }

        if (broker.Tls)
        {
            // A city's own authority publishes no list of revoked certificates; asking for one would refuse every broker.
            builder.WithTlsOptions(tls => tls.UseTls().WithRevocationMode(X509RevocationMode.NoCheck));
        }

        return builder;
    }

    /// <summary>The broker says <c>offline</c>, retained, when the connection ends without a farewell.</summary>
    public static MqttClientOptionsBuilder WithLastWill(this MqttClientOptionsBuilder builder, string statusTopic) =>
        builder.WithWillTopic(statusTopic).WithWillPayload(BirthWriter.Offline.ToArray()).WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);

    /// <param name="bufferBytes">MQTTnet's default of 8 KiB makes a busy connection trickle.</param>
    public static MqttClientOptions Build(this MqttClientOptionsBuilder builder, int bufferBytes)
    {
        var mqtt = builder.Build();
        ((MqttClientTcpOptions)mqtt.ChannelOptions).BufferSize = bufferBytes;
        return mqtt;
    }
}
