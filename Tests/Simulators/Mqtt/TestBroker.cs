using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CityOps.Tests.Simulators.Mqtt;

/// <summary>A real broker on a free loopback port that remembers all it was told, over restarts.</summary>
sealed class TestBroker : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ConcurrentQueue<Heard> heard = new();
    readonly SemaphoreSlim pulse = new(0);
    MqttServer server;

    TestBroker(int port)
    {
        Port = port;
        server = Create();
    }

    public int Port { get; }

    /// <summary>Runs before each publish is taken.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>Answered instead of success while set.</summary>
    public MqttPubAckReasonCode? Refusal { get; set; }

    /// <summary>Asked of every client while set.</summary>
    public string? Password { get; set; }

    /// <summary>Clients connected now.</summary>
    public async Task<IReadOnlyList<string>> ClientsAsync() => [.. (await server.GetClientsAsync()).Select(client => client.Id)];

    public IReadOnlyCollection<Heard> All => heard;

    public IEnumerable<Heard> Readings => heard.Where(h => h.Topic.EndsWith("/readings", StringComparison.Ordinal));

    public IEnumerable<Heard> Statuses => heard.Where(h => h.Topic.EndsWith("/status", StringComparison.Ordinal));

    public static async Task<TestBroker> StartAsync()
    {
        var broker = new TestBroker(FreePort.Next());
        await broker.server.StartAsync();
        return broker;
    }

    public async Task StopAsync()
    {
        await server.StopAsync();
        server.Dispose();
    }

    public async Task StartAgainAsync()
    {
        server = Create();
        await server.StartAsync();
    }

    /// <summary>Waits for messages until something is true.</summary>
    public async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isTrue())
        {
            await pulse.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        pulse.Dispose();
    }

    MqttServer Create()
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(Port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).Build();
        var created = new MqttServerFactory().CreateMqttServer(options);
        created.InterceptingPublishAsync += HearAsync;
        created.ValidatingConnectionAsync += e =>
        {
            e.ReasonCode = Password is null || e.Password == Password ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        return created;
    }

    async Task HearAsync(InterceptingPublishEventArgs e)
    {
        await Before();
        if (Refusal is { } refusal)
        {
            e.Response.ReasonCode = refusal;
            e.ProcessPublish = false;
        }

        var message = e.ApplicationMessage;
        heard.Enqueue(new Heard(message.Topic, message.Payload.ToArray(), message.Retain, (int)message.QualityOfServiceLevel));
        pulse.Release();
    }
}
