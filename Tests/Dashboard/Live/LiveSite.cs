using CityOps.Core.Alerts;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Tests.Dashboard.Live;

/// <summary>The live part of the dashboard on a real web server and a real broker.</summary>
sealed class LiveSite : IAsyncDisposable
{
    readonly List<LiveListener> _listeners = [];
    WebApplication _app = null!;

    public required LiveBroker Broker { get; init; }
    public SomeCity City { get; } = new();
    public LiveFeed Feed => _app.Services.GetRequiredService<LiveFeed>();
    public string Address => _app.Urls.First();
    public HttpClient Http { get; private set; } = null!;

    public static async Task<LiveSite> StartAsync()
    {
        var site = new LiveSite { Broker = await LiveBroker.StartNewAsync() };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(TimeZoneInfo.Utc).AddSingleton(site.City.Reads)
            .AddSingleton<DescribeAlert>((alert, station, zone) => new LocalText($"{alert.Quantity} at {station} {zone.Id}", "sl"))
            .AddMqttLink(_ => new MqttLinkOptions { Host = "127.0.0.1", Port = site.Broker.Port }).AddLiveFeed();
        site._app = builder.Build();
        site._app.UseLiveCompression();
        site._app.MapLiveHub();
        site._app.MapGroup("/api/v1").MapLiveSnapshot();
        await site._app.StartAsync();
        site.Http = new HttpClient { BaseAddress = new Uri(site.Address) };
        return site;
    }

    /// <summary>A client of the hub in these groups.</summary>
    public async Task<LiveListener> ListenAsync(params string[] groups)
    {
        var listener = await LiveListener.ConnectAsync(Address);
        lock (_listeners)
        {
            _listeners.Add(listener);
        }

        if (groups.Length > 0)
        {
            await listener.Hub.InvokeAsync("Join", groups);
        }

        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.Hub.DisposeAsync();
        }

        Http.Dispose();
        await _app.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
