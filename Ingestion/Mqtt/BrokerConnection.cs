using System.Collections.Concurrent;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// What one connection to the embedded broker still waits for: packet id → the commit that its acknowledgement must not
/// overtake. One object per TCP connection, so that nothing of an old connection is acknowledged on a new one.
/// The receive loop and the send loop of the connection use it at once.
/// </summary>
sealed class BrokerConnection
{
    // The server calls us by client id. After a take-over, and around a disconnect, two connections have the same one for a while;
    // the flow of execution is that of one connection only.
    static readonly AsyncLocal<BrokerConnection?> OfThisFlow = new();

    readonly ConcurrentDictionary<ushort, Task> _commits = [];
    ushort _received;

    /// <summary>The connection in whose loops this is called; null outside of any.</summary>
    public static BrokerConnection? Current => OfThisFlow.Value;

    /// <summary>One of our own roles.</summary>
    public bool Own { get; set; }

    /// <summary>Makes the flow from here on that of a new connection.</summary>
    public static void Begin() => OfThisFlow.Value = new BrokerConnection();

    /// <summary>A PUBLISH with this id has come in; receive loop only.</summary>
    public void Received(ushort packetId) => _received = packetId;

    /// <summary>The id of the PUBLISH at hand, once; zero for QoS 0 and for a last will. Receive loop only.</summary>
    public ushort TakeReceived()
    {
        var id = _received;
        _received = 0;
        return id;
    }

    public void Expect(ushort packetId, Task commit) => _commits[packetId] = commit;

    /// <summary>The commit an acknowledgement waits for; null for one that this connection never owed.</summary>
    public Task? Take(ushort packetId) => _commits.TryRemove(packetId, out var commit) ? commit : null;
}
