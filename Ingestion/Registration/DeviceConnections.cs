using System.Collections.Concurrent;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// What devices said last of their connection, on their retained status topics. Only as good as the broker's memory: unknown
/// after a start until the device or the broker says it again. Safe for concurrent use.
/// </summary>
public sealed class DeviceConnections
{
    readonly ConcurrentDictionary<string, bool> _online = [];

    /// <summary>The devices that have said something.</summary>
    public IEnumerable<string> Devices => _online.Keys;

    /// <summary>True online, false offline, null unknown.</summary>
    public bool? IsOnline(string device) => _online.TryGetValue(device, out var online) ? online : null;

    internal void Set(string device, bool online) => _online[device] = online;
}

/// <summary>How a device's connection is spelt over HTTP.</summary>
public static class ConnectionWords
{
    public static string Of(bool? online) => online switch { true => "online", false => "offline", null => "unknown" };

    public static bool? Read(string? word) => word switch { "online" => true, "offline" => false, _ => null };
}
