using System.Collections.Concurrent;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// What devices said last of their connection, on their retained status topics. Only as good as the broker's memory: unknown
/// after a start until the device or the broker says it again. Safe for concurrent use.
/// </summary>
public sealed class DeviceConnections
{
    readonly ConcurrentDictionary<string, bool> _online = [];

    /// <summary>True online, false offline, null unknown.</summary>
    public bool? IsOnline(string device) => _online.TryGetValue(device, out var online) ? online : null;

    internal void Set(string device, bool online) => _online[device] = online;
}
