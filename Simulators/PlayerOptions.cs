using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Incidents;

namespace CityOps.Simulators;

/// <summary>Which broker to play to, and which city.</summary>
public sealed record PlayerOptions
{
    public string Host { get; init; } = "localhost";
    public int Port { get; init; } = 1883;
    /// <summary>Null = connect without credentials.</summary>
    public string? Username { get; init; }
    public string? Password { get; init; }
    /// <summary>TLS; the broker's certificate is checked against the authorities this machine knows.</summary>
    public bool Tls { get; init; }
    /// <summary>How long the first connection waits for a broker that is not there yet. Zero = one attempt.</summary>
    public TimeSpan WaitForBroker { get; init; } = TimeSpan.Zero;
    /// <summary>The same seed gives the same stations, values and incidents.</summary>
    public int Seed { get; init; } = 1;
    /// <summary>30 to 20,000.</summary>
    public int Stations { get; init; } = SimulatedCity.UsualStations;
    /// <summary>1 or more: devices report so many times as often. Readings keep the time it is.</summary>
    public int Speed { get; init; } = 1;
    /// <summary>Whether the demo script makes incidents, and yesterday had some.</summary>
    public bool Incidents { get; init; } = true;
    /// <summary>Exactly these instead of the demo script; null = what <see cref="Incidents"/> says.</summary>
    public IReadOnlyList<PlannedIncident>? Planned { get; init; }
    /// <summary>While it plays live, whoever may publish <see cref="Core.Wire.Topics.CityOrders"/> can start and stop incidents and faults.</summary>
    public bool TakesOrders { get; init; }
    /// <summary>Devices with an MQTT client of their own; the others speak through gateways.</summary>
    public OwnClients OwnClients { get; init; } = OwnClients.Default;
    /// <summary>Most publishes in flight on each connection; the broker's receive maximum may make it fewer.</summary>
    public int Window { get; init; } = 500;
    /// <summary>Most messages kept on each connection while the broker is away; further ones are counted as unsent.</summary>
    public int Queue { get; init; } = 20_000;
    /// <summary>First wait before connecting again; it doubles up to <see cref="ReconnectCeiling"/>, with jitter.</summary>
    public TimeSpan ReconnectFloor { get; init; } = TimeSpan.FromMilliseconds(500);
    public TimeSpan ReconnectCeiling { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How long a stop may take to send what is waiting.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Told, in a sentence, of connections lost and found and of incidents; called from several threads.</summary>
    public Action<string> Notice { get; init; } = _ => { };
}
