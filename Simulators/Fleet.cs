using System.Security.Cryptography.X509Certificates;
using CityOps.Simulators.City;
using CityOps.Simulators.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;

namespace CityOps.Simulators;

/// <summary>All devices of a city and the gateways they speak through, one per domain.</summary>
sealed class Fleet
{
    // MQTTnet's default of 8 KiB makes a busy connection trickle.
    const int SocketBufferBytes = 256 * 1024;

    readonly PlayerOptions options;
    readonly List<GatewayLink> links = [];

    public Fleet(PlayerOptions options, SimulatedCity city, TimeProvider clock)
    {
        this.options = options;
        var devices = new List<LiveDevice>(city.Devices.Count);
        foreach (var gateway in city.Devices.GroupBy(d => d.Gateway))
        {
            var link = new GatewayLink(ToGateway(gateway.Key, [.. gateway]), clock);
            links.Add(link);
            devices.AddRange(gateway.Select(d => new LiveDevice(d, link)));
        }

        Devices = devices;
    }

    public IReadOnlyList<LiveDevice> Devices { get; }

    public PlayerAccount Account => new(
        Sum(a => a.Made), Sum(a => a.Sent), Sum(a => a.Acknowledged), Sum(a => a.Readings), Sum(a => a.Refused), Sum(a => a.Dropped),
        Sum(a => a.Repeated), Sum(a => a.Unheard), Sum(a => a.Reconnects), links.Count(l => l.Connected), links.Count);

    public async Task StartAsync(CancellationToken ct)
    {
        // One alone first, so that a broker that is away is said once and not by every gateway.
        await links[0].StartAsync(options.WaitForBroker, ct);
        await Task.WhenAll(links.Skip(1).Select(l => l.StartAsync(options.WaitForBroker, ct)));
    }

    /// <summary>Call once.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(links.Select(l => l.StopAsync(options.StopWithin)));
        links.ForEach(l => l.Dispose());
    }

    long Sum(Func<LinkAccount, long> count) => links.Sum(l => count(l.Account));

    GatewayOptions ToGateway(string name, IReadOnlyList<SimulatedDevice> devices)
    {
        // Random, so that two cities at one broker do not take each other's connections away.
        var id = $"{name}-{Guid.NewGuid():N}";
        var builder = new MqttClientOptionsBuilder().WithTcpServer(options.Host, options.Port).WithClientId(id)
            .WithProtocolVersion(MqttProtocolVersion.V500).WithCleanStart(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(60)).WithTimeout(TimeSpan.FromSeconds(10));
        if (options.Username is not null)
        {
            builder.WithCredentials(options.Username, options.Password ?? "");
        }

        if (options.Tls)
        {
            // A city's own authority publishes no list of revoked certificates; asking for one would refuse every broker.
            builder.WithTlsOptions(tls => tls.UseTls().WithRevocationMode(X509RevocationMode.NoCheck));
        }

        var mqtt = builder.Build();
        ((MqttClientTcpOptions)mqtt.ChannelOptions).BufferSize = SocketBufferBytes;
        var reconnect = new ReconnectSchedule(options.ReconnectFloor, options.ReconnectCeiling);
        return new GatewayOptions(name, mqtt, devices, options.Window, options.Queue, reconnect, options.Notice);
    }
}
