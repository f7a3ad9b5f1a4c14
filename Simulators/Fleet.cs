using CityOps.Core.Clocks;
using CityOps.Core.Wire;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators;

/// <summary>All devices of a city and the connections they speak through: gateways, and clients of their own.</summary>
sealed class Fleet
{
    // MQTTnet's default of 8 KiB makes a busy connection trickle; that of one device never is.
    const int GatewayBufferBytes = 256 * 1024;
    const int DeviceBufferBytes = 2 * 1024;
    const int DeviceWindow = 20;
    const int MostDialing = 32;

    readonly PlayerOptions options;
    readonly Lull lull;
    readonly List<GatewayLink> links = [];

    public Fleet(PlayerOptions options, SimulatedCity city, TimeProvider clock)
    {
        this.options = options;
        lull = new Lull(options.Notice, clock.Pace());
        Lines = LinePlan.Make([.. city.Devices.Select(d => new CityDevice(city.Seed, d))], options.OwnClients);
        var played = new Dictionary<SimulatedDevice, LiveDevice>(city.Devices.Count);
        foreach (var line in Lines)
        {
            var link = new GatewayLink(ToOptions(line), clock.Pace());
            links.Add(link);
            foreach (var device in line.Devices)
            {
                played.Add(device.Device, new LiveDevice(device, line.Gateway, link));
            }
        }

        Devices = [.. city.Devices.Select(d => played[d])];
    }

    /// <summary>In the order of the city.</summary>
    public IReadOnlyList<LiveDevice> Devices { get; }

    /// <summary>Gateways first, then devices with a client of their own.</summary>
    public IReadOnlyList<Line> Lines { get; }

    public PlayerAccount Account => new(
        Sum(a => a.Made), Sum(a => a.Sent), Sum(a => a.Acknowledged), Sum(a => a.Readings), Sum(a => a.Refused), Sum(a => a.Dropped),
        Sum(a => a.Repeated), Sum(a => a.Unheard), Sum(a => a.Reconnects), links.Count(l => l.Connected),
        Lines.Count(l => l.Gateway is not null), Lines.Count(l => l.Gateway is null));

    /// <summary>The connection of one of <see cref="Lines"/>.</summary>
    public GatewayLink LinkOf(int line) => links[line];

    public async Task StartAsync(CancellationToken ct)
    {
        // One alone first, so that a broker that is away is said once and not by every connection.
        await links[0].StartAsync(options.WaitForBroker, ct);
        var rest = new ParallelOptions { MaxDegreeOfParallelism = MostDialing, CancellationToken = ct };
        await Parallel.ForEachAsync(links.Skip(1), rest, async (link, within) => await link.StartAsync(options.WaitForBroker, within));
    }

    /// <summary>Call once.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(links.Select(l => l.StopAsync(options.StopWithin)));
        links.ForEach(l => l.Dispose());
    }

    long Sum(Func<LinkAccount, long> count) => links.Sum(l => count(l.Account));

    GatewayOptions ToOptions(Line line)
    {
        var isGateway = line.Gateway is not null;
        var births = line.Devices.Select(d => new StatusMessage(d.Device.StatusTopic, BirthWriter.Write(d.ToBirth(line.Gateway))));
        if (line.Gateway is { } gateway)
        {
            births = births.Prepend(new StatusMessage(gateway.StatusTopic, BirthWriter.Write(gateway.ToBirth())));
        }

        var mqtt = ClientOptions.To(options, line.Name).WithLastWill(line.StatusTopic);
        return new GatewayOptions(
            line.Name, mqtt.Build(isGateway ? GatewayBufferBytes : DeviceBufferBytes), [.. births],
            isGateway ? options.Window : Math.Min(DeviceWindow, options.Window), options.Queue,
            new ReconnectSchedule(options.ReconnectFloor, options.ReconnectCeiling), isGateway ? options.Notice : lull.Tell);
    }
}
