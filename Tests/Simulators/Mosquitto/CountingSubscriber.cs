using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using CityOps.Ingestion.Mqtt;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>
/// Counts readings as ingestion would: persistent session, QoS 1, a new client object at each connection. It comes back by
/// itself after the broker was away.
/// </summary>
sealed class CountingSubscriber : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly ConcurrentDictionary<(string Topic, long Seq), int> heard = new();
    readonly CancellationTokenSource stop = new();
    readonly TaskCompletionSource subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly MqttClientOptions options;
    Task loop = Task.CompletedTask;
    long messages;

    CountingSubscriber(int port, string password) => options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port)
        .WithClientId("counter").WithCredentials(OwnRole.User, password).WithCleanStart(false).WithSessionExpiryInterval(3_600)
        .WithReceiveMaximum(65_535).Build();

    /// <summary>Different messages: of one that came twice, one.</summary>
    public int Distinct => heard.Count;

    /// <summary>Messages, those that came twice twice.</summary>
    public long Messages => Interlocked.Read(ref messages);

    /// <param name="password">Of CityOps itself.</param>
    public static async Task<CountingSubscriber> StartAsync(int port, string password)
    {
        var one = new CountingSubscriber(port, password);
        one.loop = one.KeepListeningAsync();
        await one.subscribed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        return one;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    async Task KeepListeningAsync()
    {
        using var pause = new PeriodicTimer(Pause);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync();
            }
            catch (Exception)
            {
                // The broker is away, which is what these tests are about.
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    async Task ListenAsync()
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var gone = new TaskCompletionSource();
        client.ApplicationMessageReceivedAsync += Hear;
        client.DisconnectedAsync += _ =>
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        };
        await client.ConnectAsync(options, stop.Token);
        await client.SubscribeAsync("cityops/v1/+/+/readings", MqttQualityOfServiceLevel.AtLeastOnce, stop.Token);
        subscribed.TrySetResult();
        await gone.Task.WaitAsync(stop.Token);
    }

    Task Hear(MqttApplicationMessageReceivedEventArgs e)
    {
        using var json = JsonDocument.Parse(e.ApplicationMessage.Payload.ToArray());
        var record = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement[0] : json.RootElement;
        heard.AddOrUpdate((e.ApplicationMessage.Topic, record.GetProperty("seq").GetInt64()), 1, (_, times) => times + 1);
        Interlocked.Increment(ref messages);
        return Task.CompletedTask;
    }
}
