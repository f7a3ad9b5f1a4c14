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
            .AddSingleton<LiveFeed>().AddSingleton<LiveGroups>().AddSingleton<AlertItems>().AddSingleton<LiveSender>()
            .AddSingleton<LiveFeedReader>().AddHostedService(provider => provider.GetRequiredService<LiveFeedReader>())
            .AddSingleton<LiveBroadcaster>().AddHostedService(provider => provider.GetRequiredService<LiveBroadcaster>())
            .AddHostedService<AlertBroadcaster>();
    }

    /// <summary>The hub and its snapshot. Policies for both can be added to what this returns.</summary>
    public static IEndpointConventionBuilder MapLive(this IEndpointRouteBuilder endpoints)
    {
        var live = endpoints.MapGroup("");
        live.MapHub<LiveHub>("/hubs/live", options =>
        {
            options.TransportSendTimeout = LiveSender.PatienceWithClients;
            options.CloseOnAuthenticationExpiration = true;
        });
        live.MapGet("/api/v1/live/snapshot", (LiveBroadcaster broadcaster, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(broadcaster.Snapshot());
        });
        return live;
    }
}
