using System.Collections.Concurrent;
using System.Net;
using CityOps.Ingestion.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CityOps.Tests.Ingestion.Live;

/// <summary>A broker in this process on a port of its own, which survives a restart, and links to it.</summary>
sealed class LiveBroker : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentBag<Task> _links = [];
    MqttServer? _server;

    LiveBroker(int port) => Port = port;

    public int Port { get; }

    /// <summary>Asked for at each connect; null = everybody may.</summary>
    public string? Password { get; set; }

    public static async Task<LiveBroker> StartNewAsync()
    {
        var broker = new LiveBroker(FreePort.Next());
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(Port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).Build();
        _server = new MqttServerFactory().CreateMqttServer(options);
        _server.ValidatingConnectionAsync += e =>
        {
            e.ReasonCode = Password is null || e.Password == Password ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        await _server.StartAsync();
    }

    public async Task StopAsync()
    {
        await _server!.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }

    public MqttLink NewLink() =>
        new(() => new MqttLinkOptions { Host = "127.0.0.1", Port = Port }, TimeProvider.System, NullLogger<MqttLink>.Instance);

    /// <summary>A link that runs until the broker is disposed, connected when this returns.</summary>
    public async Task<MqttLink> ConnectAsync()
    {
        var link = NewLink();
        await ConnectAsync(link);
        return link;
    }

    public async Task ConnectAsync(MqttLink link)
    {
        var connected = NextConnect(link);
        _links.Add(link.RunAsync(_stop.Token));
        await connected;
    }

    public static async Task NextConnect(MqttLink link)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        link.Connected += connected.SetResultOnce;
        await connected.Task.WaitAsync(Limit);
        link.Connected -= connected.SetResultOnce;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_links).WaitAsync(Limit);
        await StopAsync();
        _stop.Dispose();
    }
}

static class CompletionExtensions
{
    public static void SetResultOnce(this TaskCompletionSource source) => source.TrySetResult();
}
