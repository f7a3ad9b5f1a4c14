using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>A device with QoS 1 that outlives its broker: what was not acknowledged is sent again on the next connection.</summary>
sealed class SteadyPublisher(int port) : IAsyncDisposable
{
    const int Window = 200;
    static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>Returns when every message is acknowledged.</summary>
    public async Task PublishAsync(string topic, IEnumerable<string> payloads)
    {
        foreach (var some in payloads.Chunk(Window))
        {
            var left = some.ToList();
            while (left.Count > 0)
            {
                var acknowledged = await Task.WhenAll(left.Select(payload => TryPublishAsync(topic, payload)));
                left = [.. left.Where((_, i) => !acknowledged[i])];
                await ConnectAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions());
        }

        _client.Dispose();
    }

    async Task ConnectAsync()
    {
        while (!_client.IsConnected)
        {
            try
            {
                await _client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
            }
            catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or InvalidOperationException)
            {
                await Task.Delay(RetryAfter);
            }
        }
    }

    async Task<bool> TryPublishAsync(string topic, string payload)
    {
        try
        {
            var message = new MqttApplicationMessage
            {
                Topic = topic, Payload = new(Encoding.UTF8.GetBytes(payload)), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            };
            return (await _client.PublishAsync(message)).IsSuccess;
        }
        catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or InvalidOperationException or OperationCanceledException or IOException)
        {
            return false;
        }
    }
}
