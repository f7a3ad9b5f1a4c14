namespace CityOps.Simulators.Load;

/// <summary>Which broker to load, and with what. The defaults are those of the command line.</summary>
public sealed record LoadOptions
{
    public string Host { get; init; } = "localhost";
    public int Port { get; init; } = 1883;
    /// <summary>Null = connect without credentials.</summary>
    public string? Username { get; init; }
    public string? Password { get; init; }
    /// <summary>How long the first connection waits for a broker that is not there yet. Zero = one attempt.</summary>
    public TimeSpan WaitForBroker { get; init; } = TimeSpan.Zero;
    /// <summary>0 or 1. At 0 nothing is acknowledged, and what a lost connection swallowed is not noticed.</summary>
    public int Qos { get; init; } = 1;
    /// <summary>Messages per second of all connections together; 0 = as fast as the broker acknowledges.</summary>
    public double Rate { get; init; } = 20_000;
    /// <summary>1 or more; not fewer than <see cref="Connections"/>. Each device stays on its connection.</summary>
    public int Devices { get; init; } = 5_000;
    public int Connections { get; init; } = 50;
    /// <summary>How long messages are made.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>Stops earlier, after this many messages. Null = only the duration counts.</summary>
    public long? Messages { get; init; }
    /// <summary>Second level after the version in the topics.</summary>
    public string Domain { get; init; } = "air";
    /// <summary>Device ids are this and a number.</summary>
    public string Prefix { get; init; } = "load-";
    /// <summary>Most unacknowledged messages on each connection, 1 to 65,535; the broker's receive maximum may make it fewer.</summary>
    public int Window { get; init; } = 500;
    /// <summary>First wait before connecting again; it doubles up to <see cref="ReconnectCeiling"/>, with jitter.</summary>
    public TimeSpan ReconnectFloor { get; init; } = TimeSpan.FromMilliseconds(250);
    public TimeSpan ReconnectCeiling { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>How long the end waits for acknowledgements, and for a broker that is away.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Told, in a sentence, of connections lost and found; called from the sending thread.</summary>
    public Action<string> Notice { get; init; } = _ => { };
}
