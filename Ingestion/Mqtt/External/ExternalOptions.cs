using System.Security.Cryptography.X509Certificates;
using CityOps.Ingestion.Configuration;
using MQTTnet;
using MQTTnet.Formatter;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>Where the broker is, who we are there, and how much of it we hold.</summary>
sealed record ExternalOptions(BrokerSettings Settings)
{
    public IntakeLimits Limits { get; init; } = IntakeLimits.Default;

    /// <summary>Issuers whose certificates are believed; null (the default) = those that the operating system believes.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>For people, without the password.</summary>
    public string Address => $"{Settings.Host}:{Settings.Port}";

    /// <summary>What every connection to the broker begins with.</summary>
    public MqttClientOptionsBuilder Begin(BrokerStreams streams) => new MqttClientFactory().CreateClientOptionsBuilder()
        .WithTcpServer(Settings.Host, Settings.Port).WithStreamProvider(streams).WithProtocolVersion(MqttProtocolVersion.V500)
        .WithCredentialsOf(Settings.Username, Settings.Password);
}
