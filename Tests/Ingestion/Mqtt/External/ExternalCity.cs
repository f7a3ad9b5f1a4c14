using System.Security.Cryptography.X509Certificates;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Mqtt.External;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>Intake with a real journal behind it, fed by a real mosquitto. It is connected when <see cref="StartAsync"/> returns.</summary>
sealed class ExternalCity : IAsyncDisposable
{
    readonly List<ExternalBroker> _doors = [];

    ExternalCity(IntakeCity city, MosquittoServer server) => (City, Server) = (city, server);

    public IntakeCity City { get; }

    public MosquittoServer Server { get; }

    /// <summary>The newest door; <see cref="OpenAsync"/> makes another one.</summary>
    public ExternalBroker Door => _doors[^1];

    public LogLines<ExternalBroker> Log { get; } = new();

    public ApplicationLifetime Program { get; } = new(NullLogger<ApplicationLifetime>.Instance);

    public double Unacknowledged => Door.State.Numbers[DoorState.Unacknowledged];

    /// <summary>By the numbers that devices give their messages.</summary>
    public long Missing => City.Ledger.Total(0).Missing;

    public static async Task<ExternalCity> StartAsync(
        IntakeLimits? limits = null, Func<JournalOptions, JournalOptions>? change = null, MosquittoServer? server = null,
        Func<BrokerSettings, BrokerSettings>? settings = null, bool wait = true, X509Certificate2Collection? roots = null)
    {
        var fast = IntakeCity.Defaults with { Rate = 1_000_000, Burst = 10_000_000 };
        var city = new ExternalCity(await IntakeCity.StartAsync(fast, change), server ?? await MosquittoServer.StartAsync());
        await city.OpenAsync(limits, settings, wait, roots);
        return city;
    }

    /// <summary>A new process, so to speak: another door of the same session.</summary>
    public async Task<ExternalBroker> OpenAsync(IntakeLimits? limits = null, Func<BrokerSettings, BrokerSettings>? change = null, bool wait = true,
        X509Certificate2Collection? roots = null)
    {
        var settings = new BrokerSettings(BrokerMode.External, "127.0.0.1", Server.Port, Anonymous: false);
        var options = new ExternalOptions(change?.Invoke(settings) ?? settings) 
        {
            Limits = limits ?? IntakeLimits.Default, TrustedRoots = roots,
        };
        var door = new ExternalBroker(options, City.Intake, TimeProvider.System, Program, Log);
        _doors.Add(door);
        await door.OpenAsync();
        if (wait)
        {
            await UpAsync(door);
        }

        return door;
    }

    public static Task UpAsync(ExternalBroker door) =>
        Eventually.SatisfiesAsync(() => Task.FromResult(door.State), state => state.IsUp, "the connection is up");

    public static Task DownAsync(ExternalBroker door) =>
        Eventually.SatisfiesAsync(() => Task.FromResult(door.State), state => !state.IsUp, "the connection is down");

    /// <summary>Waits until the ledger has counted this many messages, and nothing is left to acknowledge.</summary>
    public async Task ReceivedAsync(long messages)
    {
        await Eventually.SatisfiesAsync(() => Task.FromResult(City.Total.Received), received => received >= messages, $"{messages} messages are counted");
        await SettledAsync();
        Assert.Equal(messages, City.Total.Received);
    }

    public Task SettledAsync() =>
        Eventually.SatisfiesAsync(() => Task.FromResult(Unacknowledged), left => left == 0, "everything is acknowledged");

    /// <summary>Ids of PUBLISH packets that mosquitto has sent us, in order.</summary>
    public List<int> Sent(string topic, int after = 0) => Server.PacketIds("Sending PUBLISH to", "cityops-ingestion", after, topic);

    /// <summary>Ids that we have acknowledged, in order.</summary>
    public List<int> Acknowledged(int after = 0) => Server.PacketIds("Received PUBACK from", "cityops-ingestion", after);

    /// <summary>Waits until a new connection has said and heard all that belongs to its beginning; how much mosquitto has logged by then.</summary>
    /// <param name="after">How much it had logged before the connection.</param>
    public async Task<int> QuietAsync(int after = 0)
    {
        await Server.SaysAsync("Sending UNSUBACK to cityops-ingestion", after);
        await Eventually.SatisfiesAsync(
            () => Task.FromResult((Server.PacketIds("Sending PUBLISH to", "cityops-ingestion", after).Count, Acknowledged(after).Count)),
            counts => counts.Item1 == counts.Item2, "what came at the beginning is acknowledged");
        return Server.Log.Count;
    }

    public static string Payload(int n) => IntakeCity.At(n / 1000.0, $"\"pm10\":{n % 500}", $"\"seq\":{n},");

    public async ValueTask DisposeAsync()
    {
        foreach (var door in _doors)
        {
            await door.DisposeAsync();
        }

        await Server.DisposeAsync();
        await City.DisposeAsync();
    }
}
