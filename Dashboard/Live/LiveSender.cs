using Microsoft.AspNetCore.SignalR;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Sends to a group of the hub without waiting for its members: one browser that has stopped reading must not hold up the
/// others. What piles up for such a one is bounded, because the transport gives it up after <see cref="PatienceWithClients"/>.
/// </summary>
public sealed class LiveSender(IHubContext<LiveHub, ILiveClient> hub, ILogger<LiveSender> log)
{
    public static readonly TimeSpan PatienceWithClients = TimeSpan.FromSeconds(5);

    string? _reported;

    public void Send(string group, Func<ILiveClient, Task> message)
    {
        var sending = message(hub.Clients.Group(group));
        if (!sending.IsCompletedSuccessfully)
        {
            _ = WatchAsync(group, sending);
        }
    }

    async Task WatchAsync(string group, Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception e)
        {
            if (_reported != e.Message)
            {
                _reported = e.Message;
                log.LogWarning("Live values could not be sent to {Group}: {Why}", group, e.Message);
            }
        }
    }
}
