using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace CityOps.Dashboard.Live;

/// <summary>Who is connected to the hub. Safe for concurrent use.</summary>
public sealed class LiveConnections
{
    readonly ConcurrentDictionary<string, HubCallerContext> _connections = [];

    public IEnumerable<HubCallerContext> All => _connections.Values;

    public void Add(HubCallerContext connection) => _connections[connection.ConnectionId] = connection;

    public void Remove(HubCallerContext connection) => _connections.TryRemove(connection.ConnectionId, out _);
}
