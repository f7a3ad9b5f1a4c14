using CityOps.Core.Alerts;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Notifications;

/// <summary>Whether a way out fails, for the alert that goes out by another. Safe for concurrent use.</summary>
public sealed class ChannelTrouble
{
    volatile Box _sight = new(PartSight.Well);

    public PartSight Sight => _sight.Sight;

    /// <summary>What the channels said last; the one that has failed longest counts.</summary>
    public void Take(IReadOnlyList<NotificationChannel> channels) => _sight = new Box(
        channels.Where(channel => channel.FailingSince is not null).MinBy(channel => channel.FailingSince) is { } failing
            ? PartSight.Away(failing.FailingSince!.Value, $"{failing.Name}: {failing.Error}")
            : PartSight.Well);

    sealed record Box(PartSight Sight);
}
