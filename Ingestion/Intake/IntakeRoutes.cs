using System.Collections.Concurrent;
using System.Text;
using CityOps.Core.Wire;

namespace CityOps.Ingestion.Intake;

/// <summary>Where the messages of a topic go.</summary>
sealed record IntakeRoute(string Topic, TopicMatch Match, IntakeDevice Device);

/// <summary>
/// The topics on which devices send, found by the bytes that a broker sends, so that a message costs no string. One a device: what
/// comes in another domain than the device's own is looked at each time. Safe for concurrent use.
/// </summary>
sealed class IntakeRoutes
{
    /// <summary>Longer than any data topic: its device's id has at most 64 characters.</summary>
    const int MostBytes = 128;

    readonly ConcurrentDictionary<string, IntakeRoute> _routes = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, IntakeRoute>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public IntakeRoutes() => _bySpan = _routes.GetAlternateLookup<ReadOnlySpan<char>>();

    public IntakeRoute? Find(string topic) => _routes.GetValueOrDefault(topic);

    /// <param name="topic">UTF-8.</param>
    public IntakeRoute? Find(ReadOnlySpan<byte> topic)
    {
        Span<char> text = stackalloc char[MostBytes];
        return topic.Length <= MostBytes && _bySpan.TryGetValue(text[..Encoding.UTF8.GetChars(topic, text)], out var known) ? known : null;
    }

    public IntakeRoute Add(string topic, in TopicMatch match, IntakeDevice device)
    {
        var route = new IntakeRoute(topic, match, device);
        return device.Domain == match.Domain ? _routes.GetOrAdd(topic, route) : route;
    }
}
