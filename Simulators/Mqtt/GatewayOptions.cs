using MQTTnet;

namespace CityOps.Simulators.Mqtt;

/// <summary>What one gateway needs to know.</summary>
/// <param name="Name">Stands in notices, and in the birth of its devices.</param>
/// <param name="Births">Published at each connect; their topics say <c>offline</c> at a stop.</param>
/// <param name="Window">Most publishes in flight.</param>
/// <param name="Queue">Most messages kept while the broker is away; further ones are counted as unsent.</param>
sealed record GatewayOptions(
    string Name, MqttClientOptions Mqtt, IReadOnlyList<StatusMessage> Births, int Window, int Queue, ReconnectSchedule Reconnect,
    Action<string> Notice);

/// <summary>What is published retained on a status topic.</summary>
sealed record StatusMessage(string Topic, byte[] Payload);
