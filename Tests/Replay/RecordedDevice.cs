using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Tests.Replay;

/// <summary>A connection of a recorded device that sends as fast as the broker acknowledges, QoS 1, in order.</summary>
sealed class RecordedDevice : IAsyncDisposable
{
    const int MostInFlight = 1_000;
    static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    readonly IMqttClient _client;
    readonly string _topic;

    RecordedDevice(IMqttClient client, string topic) => (_client, _topic) = (client, topic);

    /// <param name="place">Domain and device: <c>air/aq-1</c>.</param>
    public static async Task<RecordedDevice> ConnectAsync(int port, string place)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("localhost", port).WithCleanStart().Build()).WaitAsync(Within);
        return new RecordedDevice(client, $"cityops/v1/{place}/");
    }

    public Task BirthAsync(string payload) => PublishAsync("status", payload, isRetained: true);

    /// <summary>Returns when all are acknowledged.</summary>
    public async Task SendAsync(IEnumerable<string> payloads)
    {
        foreach (var some in payloads.Chunk(MostInFlight))
        {
            await Task.WhenAll(some.Select(payload => PublishAsync("readings", payload))).WaitAsync(Within);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(new MqttClientDisconnectOptions());
        _client.Dispose();
    }

    async Task PublishAsync(string what, string payload, bool isRetained = false)
    {
        var answer = await _client.PublishAsync(new MqttApplicationMessage
        {
            Topic = _topic + what,
            PayloadSegment = Encoding.UTF8.GetBytes(payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = isRetained,
        });
        Assert.True(answer.IsSuccess, $"{answer.ReasonCode} {answer.ReasonString}");
    }
}
