using System.Text.Json;
using System.Threading.Channels;
using CityOps.Dashboard.Live;
using CityOps.Tests.Ingestion.Live;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.Dashboard.Live;

/// <summary>A client of the hub that keeps what it hears.</summary>
sealed class LiveListener
{
    readonly Channel<ValuesFrame> _frames = Channel.CreateUnbounded<ValuesFrame>();
    readonly Channel<MapFrame> _maps = Channel.CreateUnbounded<MapFrame>();
    readonly Channel<JsonElement> _alerts = Channel.CreateUnbounded<JsonElement>();

    public required HubConnection Hub { get; init; }

    public static async Task<LiveListener> ConnectAsync(string address)
    {
        var listener = new LiveListener { Hub = new HubConnectionBuilder().WithUrl($"{address}/hubs/live").Build() };
        listener.Hub.On<ValuesFrame>("Values", frame => listener._frames.Writer.TryWrite(frame));
        listener.Hub.On<JsonElement>("Alerts", changes => listener._alerts.Writer.TryWrite(changes));
        listener.Hub.On<MapFrame>("Map", frame => listener._maps.Writer.TryWrite(frame));
        await listener.Hub.StartAsync();
        return listener;
    }

    public async Task<ValuesFrame> NextFrameAsync() => await _frames.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);

    public async Task<MapFrame> NextMapAsync() => await _maps.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);

    /// <summary>The next frame with anything in it.</summary>
    public async Task<ValuesFrame> NextChangeAsync()
    {
        using var limit = new CancellationTokenSource(LiveBroker.Limit);
        await foreach (var frame in _frames.Reader.ReadAllAsync(limit.Token))
        {
            if (frame.Items.Count > 0)
            {
                return frame;
            }
        }

        throw new IOException("the hub has closed");
    }

    /// <summary>The next changed alert that fits, past all that do not.</summary>
    public async Task<JsonElement> HearsAsync(Func<JsonElement, bool> fits)
    {
        using var limit = new CancellationTokenSource(LiveBroker.Limit);
        await foreach (var changes in _alerts.Reader.ReadAllAsync(limit.Token))
        {
            if (changes.EnumerateArray().FirstOrDefault(fits) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }
        }

        throw new IOException("the hub has closed");
    }

    public async Task<JsonElement> NextAlertsAsync() => await _alerts.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);
}
