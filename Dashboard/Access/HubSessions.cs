using CityOps.Core.Clocks;
using CityOps.Dashboard.Live;

namespace CityOps.Dashboard.Access;

/// <summary>Ends connections to the hub whose person or key does not hold any more: they outlive the request that opened them.</summary>
sealed class HubSessions(LiveConnections connections, Sessions sessions, TimeProvider clock, ILogger<HubSessions> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Sessions.CheckEvery, clock.Pace());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "Connections to the hub could not be checked; it is tried again");
            }
        }
    }

    async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in connections.All)
        {
            // Where anybody may look nobody is somebody.
            if (connection.User is { Identity.IsAuthenticated: true } person && !await sessions.HoldAsync(person, cancellationToken))
            {
                connection.Abort();
            }
        }
    }
}
