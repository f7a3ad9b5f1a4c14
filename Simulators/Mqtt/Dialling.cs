using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;

namespace CityOps.Simulators.Mqtt;

/// <summary>One attempt to connect, with the ways in which it fails told apart.</summary>
static class Dialling
{
    /// <exception cref="BrokerRefusal">The broker does not want this client, or its certificate cannot be trusted.</exception>
    /// <exception cref="MqttCommunicationException">It is not there, or not ready.</exception>
    public static async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, MqttClientOptions options, CancellationToken ct)
    {
        try
        {
            var answer = await client.ConnectAsync(options, ct);
            return answer.ResultCode == MqttClientConnectResultCode.Success ? answer
                : throw BrokerRefusal.Of(answer.ResultCode) ?? new MqttCommunicationException($"it says {answer.ResultCode}");
        }
        catch (MqttCommunicationException e) when (e.InnerException is AuthenticationException why)
        {
            throw BrokerRefusal.OfCertificate(why);
        }
    }
}
