using CityOps.Core.Wire;
using CityOps.Simulators.City;
using CityOps.Simulators.Mqtt;

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
        var reconnect = new ReconnectSchedule(options.ReconnectFloor, options.ReconnectCeiling);
        var births = devices.Select(d => new StatusMessage(d.StatusTopic, BirthWriter.Write(d.ToBirth())));
        return new GatewayOptions(
            name, ClientOptions.To(options, name).Build(SocketBufferBytes), [.. births], options.Window, options.Queue, reconnect, options.Notice);
    }
}
