using CityOps.Dashboard.Live.Latency;
using CityOps.Dashboard.Live.Packed;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityOps.Dashboard.Live;

public static class LiveServices
{
    const string MapPath = "/live/map";

    /// <summary>
    /// The live feed, the hub and what serves them. Needs <see cref="MqttLink"/> (<see cref="MqttLinkServices.AddMqttLink"/>),
    /// <see cref="CityReads"/>, <see cref="DescribeAlert"/>, the city's <see cref="TimeZoneInfo"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddLiveFeed(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveHints>();
        services.AddSignalR().AddMessagePackProtocol(options => options.SerializerOptions = PackedFrames.Options);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["application/json"];
        });
        return services
            // The real clock paces it, also where the city's own runs faster: screens and networks do not.
            .AddSingleton(provider => new LiveClocks(provider.GetRequiredService<TimeProvider>(), TimeProvider.System))
            .AddSingleton(provider => new ScreenLatency(provider.GetRequiredService<LiveClocks>().Pace))
            .AddSingleton<LiveFeed>().AddSingleton<LiveGroups>().AddSingleton<LiveConnections>().AddSingleton<AlertItems>().AddSingleton<LiveSender>()
            .AddSingleton<LiveFeedReader>().AddHostedService(provider => provider.GetRequiredService<LiveFeedReader>())
            .AddSingleton<LiveBroadcaster>().AddHostedService(provider => provider.GetRequiredService<LiveBroadcaster>())
            .AddSingleton<MapBroadcaster>().AddHostedService(provider => provider.GetRequiredService<MapBroadcaster>())
            .AddHostedService<AlertBroadcaster>();
    }

    /// <summary>
    /// Packs the map's snapshot, over a megabyte for 20,000 stations. That alone: an answer with something of the request or a secret in it must not be packed
    /// under TLS, because its length would tell of them.
    /// </summary>
    public static IApplicationBuilder UseLiveCompression(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Request.Path == "/api/v1" + MapPath, map => map.UseResponseCompression());

    public static IEndpointConventionBuilder MapLiveHub(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<LiveHub>("/hubs/live", options =>
        {
            options.TransportSendTimeout = LiveSender.PatienceWithClients;
            options.CloseOnAuthenticationExpiration = true;
        });

    /// <summary>All values and all stations of the map, as the hub last told them, and how long they took to the screens; in the group of the API.</summary>
    public static void MapLiveSnapshot(this IEndpointRouteBuilder api)
    {
        api.MapGet("/live/snapshot", (LiveBroadcaster broadcaster, HttpContext http) => Fresh(http, broadcaster.Snapshot()));
        api.MapGet("/live/latency", (ScreenLatency latency, HttpContext http) => Fresh(http, LatencyAnswer.Of(latency.Look())));
        api.MapGet(MapPath, (MapBroadcaster broadcaster, HttpContext http) => Fresh(http, broadcaster.Snapshot()));
    }

    static Ok<T> Fresh<T>(HttpContext http, T snapshot)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(snapshot);
    }
}
