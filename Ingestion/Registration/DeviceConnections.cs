using System.Collections.Concurrent;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// What devices said last of their connection, on their retained status topics. Only as good as the broker's memory: unknown
/// after a start until the device or the broker says it again. Safe for concurrent use.
/// </summary>
public sealed class DeviceConnections
{
    readonly ConcurrentDictionary<string, bool> _online = [];
    readonly ConcurrentQueue<(string Device, bool Online, long At)> _said = new();

    /// <summary>The devices that have said something.</summary>
    public IEnumerable<string> Devices => _online.Keys;

    /// <summary>True online, false offline, null unknown.</summary>
    public bool? IsOnline(string device) => _online.TryGetValue(device, out var online) ? online : null;

    /// <param name="at">Unix ms.</param>
    internal void Set(string device, bool online, long at)
    {
        if (!_online.TryGetValue(device, out var before) || before != online)
        {
            _said.Enqueue((device, online, at));
        }

        _online[device] = online;
    }

    /// <summary>The next change that nobody has taken; false when there is none. One caller.</summary>
    internal bool TryTake(out (string Device, bool Online, long At) said) => _said.TryDequeue(out said);
}

/// <summary>How a device's connection is spelt over HTTP.</summary>
public static class ConnectionWords
{
    public static string Of(bool? online) => online switch { true => "online", false => "offline", null => "unknown" };

    public static bool? Read(string? word) => word switch { "online" => true, "offline" => false, _ => null };
}
