using CityOps.Core.Alerts;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Alerts;

/// <summary>How the parts that have a built-in rule look. One caller.</summary>
public sealed class PartSights(IBrokerDoor broker, Journal journal, StoreWriter store, ChannelTrouble channels, DeviceClocks clocks)
{
    long _brokerCountsFrom;

    /// <summary>Nothing before this moment counts: the parts were still starting.</summary>
    /// <param name="now">Unix ms.</param>
    public void Begin(long now) => _brokerCountsFrom = now;

    /// <param name="now">Unix ms.</param>
    public PartSight Of(OutageRule rule, long now)
    {
        if (rule == OutageRule.Store)
        {
            return store.Trouble is { } trouble ? PartSight.Away(trouble.Since, trouble.Text) : PartSight.Well;
        }

        if (rule == OutageRule.Journal)
        {
            return journal.Trouble is { } trouble ? PartSight.Away(trouble.Since, trouble.Text) : PartSight.Well;
        }

        return rule == OutageRule.Notifications ? channels.Sight : rule == OutageRule.Clock ? clocks.Look(now) : Broker(now);
    }

    /// <summary>While the journal takes nothing we leave the broker ourselves, and come back a little after it takes again.</summary>
    PartSight Broker(long now)
    {
        var leftByUs = journal.Trouble is not null;
        _brokerCountsFrom = leftByUs ? now : _brokerCountsFrom;
        var (isUp, since, text, _) = broker.State;
        return isUp ? PartSight.Well : leftByUs ? PartSight.Unclear : PartSight.Away(Math.Max(since, _brokerCountsFrom), text);
    }
}
