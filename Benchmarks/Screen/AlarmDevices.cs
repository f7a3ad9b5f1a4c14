using System.Globalization;
using CityOps.Core.Readings;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Benchmarks.Screen;

/// <summary>One connection that speaks for the devices that raise alerts, and remembers when it did.</summary>
sealed class AlarmDevices(int port, TimeProvider clock) : IAsyncDisposable
{
    const double Calm = 12, Alarming = 80;

    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    readonly Dictionary<string, long> _raisedAt = [];

    /// <summary>When the reading that raises it was handed to the connection, Unix ms, by device.</summary>
    public IReadOnlyDictionary<string, long> RaisedAt => _raisedAt;

    public async Task ConnectAsync(CancellationToken ct) =>
        await _client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId("bench-alarms").Build(), ct);

    public Task CalmAsync(string device, CancellationToken ct) => SendAsync(device, Calm, ct);

    public Task RaiseAsync(string device, CancellationToken ct)
    {
        _raisedAt[device] = clock.UnixMs();
        return SendAsync(device, Alarming, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
    }

    async Task SendAsync(string device, double pm10, CancellationToken ct) => await _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic($"cityops/v1/air/{device}/readings").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithPayload(string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{clock.UnixMs()}}},"m":{"pm10":{{{pm10}}}}}""")).Build(), ct);
}
