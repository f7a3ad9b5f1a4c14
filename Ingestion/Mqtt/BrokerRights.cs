using CityOps.Core.Live;
using CityOps.Core.Wire;
using CityOps.Ingestion.Notifications;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// What a client of the embedded broker may do: ours everything, the others everything under <c>cityops/v1/</c> but what begins with
/// <c>_</c> there. Open alerts are for sirens and signs, so anybody who may connect hears them.
/// </summary>
static class BrokerRights
{
    public static bool IsOurs(string topic) => topic.StartsWith(Topics.OursPrefix, StringComparison.Ordinal);

    public static bool MayPublish(string? topic, BrokerConnection? connection) => topic is { Length: > 0 } && (IsOwn(connection) || IsOpen(topic));

    public static bool MaySubscribe(string filter, BrokerConnection? connection) => IsOwn(connection) || IsOpen(filter) || IsSign(filter);

    /// <summary>A filter with wildcards also fits topics that nobody may ask for by name.</summary>
    public static bool MayHear(string topic, BrokerConnection? connection) => IsOwn(connection) || !IsOurs(topic) || IsSign(topic);

    static bool IsSign(string topic) => topic.StartsWith(AlertSigns.Prefix, StringComparison.Ordinal) && topic != LiveTopics.AlertsChanged;

    static bool IsOwn(BrokerConnection? connection) => connection is { Own: true };

    static bool IsOpen(string topic) => topic.StartsWith(Topics.Root, StringComparison.Ordinal) && !IsOurs(topic);
}
