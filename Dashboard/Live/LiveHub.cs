using Microsoft.AspNetCore.SignalR;

namespace CityOps.Dashboard.Live;

/// <summary>Live values and alerts for the pages' own scripts, walls and other programs.</summary>
public sealed class LiveHub(LiveGroups groups, LiveConnections connections) : Hub<ILiveClient>
{
    /// <summary>
    /// Everybody who is in <c>all</c> or <c>alerts</c>, so that who is in both hears an alert once. No client can name it.
    /// </summary>
    internal const string AlertListeners = "~alerts";

    public async Task Join(string[] names)
    {
        Check(names);
        if (!groups.TryJoin(Context.ConnectionId, names))
        {
            throw new HubException($"A connection can be in at most {LiveGroups.MaxPerConnection} groups.");
        }

        foreach (var name in names)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, name);
        }

        await ListenToAlertsAsync();
    }

    public async Task Leave(string[] names)
    {
        Check(names);
        groups.Leave(Context.ConnectionId, names);
        foreach (var name in names)
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, name);
        }

        await ListenToAlertsAsync();
    }

    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        groups.Forget(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    Task ListenToAlertsAsync() => groups.HearsAlerts(Context.ConnectionId)
        ? Groups.AddToGroupAsync(Context.ConnectionId, AlertListeners)
        : Groups.RemoveFromGroupAsync(Context.ConnectionId, AlertListeners);

    static void Check(string?[]? names)
    {
        if (names is null || names.Length > LiveGroups.MaxPerConnection)
        {
            throw new HubException($"Give a list of 1 to {LiveGroups.MaxPerConnection} groups.");
        }

        foreach (var name in names)
        {
            if (!LiveGroups.IsName(name, out var why))
            {
                throw new HubException(why);
            }
        }
    }
}
