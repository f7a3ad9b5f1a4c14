using CityOps.Simulators.Faults;

namespace CityOps.Simulators;

/// <summary>What became of every message the city made. Births and farewells are not counted.</summary>
/// <param name="Made">Messages that were to be sent.</param>
/// <param name="Sent">Handed to a connection at least once.</param>
/// <param name="Acknowledged">The broker has them.</param>
/// <param name="Readings">Readings in the acknowledged messages.</param>
/// <param name="Refused">Answered with an error by the broker, and not repeated.</param>
/// <param name="Dropped">No room was left while the broker was away.</param>
/// <param name="Repeated">Times a message was sent again because a connection ended before its acknowledgement.</param>
/// <param name="Unheard">Acknowledged messages of which the broker said that nobody has subscribed to them: it threw them away.</param>
/// <param name="Reconnects">Connections made again after a loss.</param>
/// <param name="Connected">Connections that stand now, of those of all gateways and own clients.</param>
/// <param name="OwnClients">Devices with a client of their own.</param>
public sealed record PlayerAccount(
    long Made, long Sent, long Acknowledged, long Readings, long Refused, long Dropped, long Repeated, long Unheard, long Reconnects,
    int Connected, int Gateways, int OwnClients)
{
    /// <summary>What faults did on purpose.</summary>
    public FaultCounts Faults { get; init; } = FaultCounts.None;

    /// <summary>All that should stand.</summary>
    public int Connections => Gateways + OwnClients;

    /// <summary>In the queue or in flight.</summary>
    public long Waiting => Made - Acknowledged - Refused - Dropped;

    /// <summary>Everything the broker does not have. After a stop this is final.</summary>
    public long Unsent => Made - Acknowledged;
}
