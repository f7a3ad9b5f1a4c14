namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>The ways out that the settings give. Safe for concurrent use; closes what they hold open.</summary>
public sealed class ChannelList(IReadOnlyList<INotificationChannel> channels) : IDisposable
{
    /// <summary>Mail and text messages first where there are any, then webhooks by name.</summary>
    public IReadOnlyList<INotificationChannel> All => channels;

    /// <summary>Null where the settings have none of that name: it may be in a plan that was made before they were changed.</summary>
    public INotificationChannel? Find(string name) => channels.FirstOrDefault(channel => channel.Name == name);

    public void Dispose()
    {
        foreach (var channel in channels.OfType<IDisposable>())
        {
            channel.Dispose();
        }
    }
}
