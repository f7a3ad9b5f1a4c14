using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using MQTTnet.Formatter;

namespace CityOps.Tests.Ingestion.Mqtt;

/// <summary>The embedded broker on a free port with everything behind it.</summary>
sealed class BrokerCity : IAsyncDisposable
{
    BrokerCity(IntakeCity city, OwnRole role, EmbeddedBroker broker) => (City, Role, Broker) = (city, role, broker);

    public IntakeCity City { get; }

    public OwnRole Role { get; }

    public EmbeddedBroker Broker { get; }

    public int Port => Broker.Port;

    public double Connections => Broker.State.Numbers[DoorState.Connections];

    public double Forbidden => Broker.State.Numbers[DoorState.Forbidden];

    public static async Task<BrokerCity> StartAsync(bool anonymous = true, Func<JournalOptions, JournalOptions>? change = null, FakeTimeProvider? clock = null)
    {
        var (city, role) = (await IntakeCity.StartAsync(change: change, clock: clock), new OwnRole());
        var broker = new EmbeddedBroker(
            new BrokerSettings(BrokerMode.Embedded, "localhost", FreePort.Next(), anonymous), role, city.Intake, TimeProvider.System, NullLogger<EmbeddedBroker>.Instance);
        await broker.OpenAsync();
        return new BrokerCity(city, role, broker);
    }

    public Task<RawMqtt> RawAsync(string id, bool clean = true, (string Topic, string Payload)? will = null) => RawMqtt.ConnectAsync(Port, id, clean, will);

    /// <summary>A client of the library; its answer where it was refused.</summary>
    public async Task<(IMqttClient Client, MqttClientConnectResultCode Code)> ConnectAsync(
        string? user = null, string? password = null, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithProtocolVersion(version).WithCleanSession();
        if (user is not null)
        {
            options.WithCredentials(user, password);
        }

        return (client, (await client.ConnectAsync(options.Build())).ResultCode);
    }

    public async Task<IMqttClient> OwnAsync() => (await ConnectAsync(OwnRole.User, Role.Password)).Client;

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await City.DisposeAsync();
    }
}
