using MQTTnet;
using MQTTnet.Exceptions;

namespace CityOps.Ingestion.Mqtt;

/// <summary>How our clients leave a broker.</summary>
static class MqttGoodbye
{
    static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>Says good-bye where somebody still listens; never throws for a connection that is lost.</summary>
    public static async Task LeaveAsync(this IMqttClient client)
    {
        if (!client.IsConnected)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Within);
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException or IOException)
        {
            // Going anyway.
        }
    }
}
