using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityOps.Dashboard.Live;

public static class LiveServices
{
    /// <summary>
    /// The live feed, the hub and what serves them. Needs <see cref="MqttLink"/> (<see cref="MqttLinkServices.AddMqttLink"/>),
    /// <see cref="CityReads"/>, <see cref="DescribeAlert"/>, the city's <see cref="TimeZoneInfo"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddLiveFeed(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveHints>();
        services.AddSignalR();
        return services
            // The real clock paces it, also where the city's own runs faster: screens and networks do not.
            .AddSingleton(provider => new LiveClocks(provider.GetRequiredService<TimeProvider>(), TimeProvider.System))
            .AddSingleton<LiveFeed>().AddSingleton<LiveGroups>().AddSingleton<LiveConnections>().AddSingleton<AlertItems>().AddSingleton<LiveSender>()
            .AddSingleton<LiveFeedReader>().AddHostedService(provider => provider.GetRequiredService<LiveFeedReader>())
            .AddSingleton<LiveBroadcaster>().AddHostedService(provider => provider.GetRequiredService<LiveBroadcaster>())
            .AddHostedService<AlertBroadcaster>();
    }

    public static IEndpointConventionBuilder MapLiveHub(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<LiveHub>("/hubs/live", options =>
        {
            options.TransportSendTimeout = LiveSender.PatienceWithClients;
            options.CloseOnAuthenticationExpiration = true;
        });

    /// <summary>All values as the hub last told them, in the group of the API.</summary>
    public static void MapLiveSnapshot(this IEndpointRouteBuilder api) =>
        api.MapGet("/live/snapshot", (LiveBroadcaster broadcaster, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(broadcaster.Snapshot());
        });
}
