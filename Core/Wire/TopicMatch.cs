using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>A classified topic. Domain and device are named for readings, status and commands only. Costs no allocation.</summary>
public readonly struct TopicMatch
{
    readonly string? _topic;
    readonly byte _deviceLength;

    internal TopicMatch(TopicKind kind) => Kind = kind;

    internal TopicMatch(TopicKind kind, string topic, string domain, int deviceLength)
    {
        Kind = kind;
        Domain = domain;
        _topic = topic;
        _deviceLength = (byte)deviceLength;
    }

    public TopicKind Kind { get; }

    /// <summary>One of the shared strings of <see cref="Domains"/>, or null.</summary>
    public string? Domain { get; }

    /// <summary>The device's id as a part of the topic, for a lookup by span; empty where there is none.</summary>
    public ReadOnlySpan<char> DeviceSpan =>
        _topic is null ? default : _topic.AsSpan(Topics.Root.Length + Domain!.Length + 1, _deviceLength);

    /// <summary>The device's id as a new string, or null.</summary>
    public string? Device => _topic is null ? null : DeviceSpan.ToString();

    /// <summary>A data topic: its messages are in the ledger.</summary>
    public bool IsData => Kind is TopicKind.Readings or TopicKind.BadTopic;
}
