using CityOps.Ingestion.Configuration;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Mqtt;

/// <summary>Where our own roles find the broker, and who they say they are.</summary>
public sealed record MqttLinkOptions
{
    /// <summary>Name or address.</summary>
    public string Host { get; init; } = "localhost";

    public int Port { get; init; } = 1883;

    /// <summary>Null = no credentials are given.</summary>
    public string? Username { get; init; }

    /// <summary>Looked at only where <see cref="Username"/> is set.</summary>
    public string? Password { get; init; }

    public bool Tls { get; init; }

    /// <summary>
    /// Null (the default) = a random one per connection. The session is clean, so a fixed id serves only those who look at the
    /// broker's log; two processes with one id throw each other out for ever.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>Where it is retained whether we are there: <c>online</c>, and by our last will <c>offline</c>. Null = nowhere.</summary>
    public string? StatusTopic { get; init; }

    /// <summary>The broker of the settings, with the name and password that they give us there.</summary>
    public static MqttLinkOptions Of(BrokerSettings broker) =>
        new() { Host = broker.Host, Port = broker.Port, Username = broker.Username, Password = broker.Password, Tls = broker.Tls };

    /// <summary>The password is left out: records are printed into logs.</summary>
    public override string ToString() => $"{Host}:{Port}";

    internal MqttClientOptions Build(MqttClientFactory factory)
    {
        var builder = factory.CreateClientOptionsBuilder().WithTcpServer(Host, Port).WithClientId(ClientId ?? $"cityops-{Guid.NewGuid():N}")
            .WithCleanStart(true).WithKeepAlivePeriod(TimeSpan.FromSeconds(15)).WithTimeout(TimeSpan.FromSeconds(10))
            .WithCredentialsOf(Username, Password);
        if (StatusTopic is not null)
        {
            builder.WithWillTopic(StatusTopic).WithWillPayload("offline"u8.ToArray()).WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }

        if (Tls)
        {
            builder.WithTlsOptions(tls => tls.UseTls().WithRevocationMode(BrokerTls.Revocation));
        }

        var built = builder.Build();
        // The default of 8 KiB makes a loopback connection trickle when a key frame comes.
        ((MqttClientTcpOptions)built.ChannelOptions).BufferSize = 1 << 20;
        return built;
    }
}

/// <summary>What both of our clients say of themselves in the same way.</summary>
static class BrokerCredentials
{
    /// <param name="username">Null = no credentials are given.</param>
    public static MqttClientOptionsBuilder WithCredentialsOf(this MqttClientOptionsBuilder builder, string? username, string? password) =>
        username is null ? builder : builder.WithCredentials(username, password);
}
