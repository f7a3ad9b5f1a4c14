using CityOps.Core.Wire;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// What a client of the embedded broker may do: ours everything, the others everything under <c>cityops/v1/</c> but what begins with
/// <c>_</c> there.
/// </summary>
static class BrokerRights
{
    public static bool IsOurs(string topic) => topic.StartsWith(Topics.OursPrefix, StringComparison.Ordinal);

    public static bool MayPublish(string? topic, BrokerConnection? connection) => topic is { Length: > 0 } && (IsOwn(connection) || IsOpen(topic));

    public static bool MaySubscribe(string filter, BrokerConnection? connection) => IsOwn(connection) || IsOpen(filter);

    /// <summary>A filter with wildcards also fits topics that nobody may ask for by name.</summary>
    public static bool MayHear(string topic, BrokerConnection? connection) => IsOwn(connection) || !IsOurs(topic);

    static bool IsOwn(BrokerConnection? connection) => connection is { Own: true };

    static bool IsOpen(string topic) => topic.StartsWith(Topics.Root, StringComparison.Ordinal) && !IsOurs(topic);
}
