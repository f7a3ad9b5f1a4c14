using MQTTnet;

namespace CityOps.Simulators.Mqtt;

/// <summary>What one connection needs to know: a gateway's, or that of a device with a client of its own.</summary>
/// <param name="Name">Stands in notices.</param>
/// <param name="Mqtt">With a last will, where somebody is to notice a connection that is cut.</param>
/// <param name="Births">Published at each connect, a gateway's own first; their topics say <c>offline</c> at a stop.</param>
/// <param name="Window">Most publishes in flight.</param>
/// <param name="Queue">Most messages kept while the broker is away; further ones are counted as unsent.</param>
sealed record GatewayOptions(
    string Name, MqttClientOptions Mqtt, IReadOnlyList<StatusMessage> Births, int Window, int Queue, ReconnectSchedule Reconnect,
    Action<string> Notice);

/// <summary>What is published retained on a status topic.</summary>
sealed record StatusMessage(string Topic, byte[] Payload);
