using MQTTnet.Exceptions;

namespace CityOps.Simulators.Mqtt;

/// <summary>Which exceptions of the MQTT client mean no more than: the broker is away, or does not want us.</summary>
static class ConnectionTrouble
{
    public static bool Is(Exception e, CancellationToken ct) => e switch
    {
        MqttCommunicationException or MqttClientDisconnectedException or MqttClientNotConnectedException or TimeoutException => true,
        // The client cancels on its own when a connection ends under a waiting call.
        OperationCanceledException => !ct.IsCancellationRequested,
        _ => false,
    };
}
