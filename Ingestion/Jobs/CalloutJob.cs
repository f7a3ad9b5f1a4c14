using CityOps.Core.Readings;
using CityOps.Ingestion.Notifications;
using CityOps.Storage.City;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Tells what is due by the clock: the next step of escalation, more of the same, reminders, the end. Due times are in the city database, so a restart goes on with them.</summary>
[DisallowConcurrentExecution]
public sealed class CalloutJob(CalloutRunner callouts, DeliveryBook book, AlertLog log, ChannelTrouble trouble, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await log.EndDrillsAsync(null, clock.UnixMs(), cancellationToken).ConfigureAwait(false);
        await callouts.LookAsync(cancellationToken).ConfigureAwait(false);
        await book.ForgetTroubleAsync(clock.UnixMs(), cancellationToken).ConfigureAwait(false);
        trouble.Take(await book.ChannelsAsync(cancellationToken).ConfigureAwait(false));
    }
}
