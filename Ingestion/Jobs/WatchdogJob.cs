using CityOps.Ingestion.Health;
using CityOps.Ingestion.Notifications;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>
/// Calls the watchdog in each minute in which intake, journal, evaluator and messages to people worked. When it is not called, whoever runs it tells people in a way
/// that does not depend on us: a program that is dead tells nobody.
/// </summary>
[DisallowConcurrentExecution]
public sealed class WatchdogJob(IHealthReport health, ChannelTrouble channels, WatchdogCall call) : IJob
{
    static readonly string[] Parts = ["broker", "journal", "evaluator", "cityDatabase", "jobs"];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var view = await health.MakeAsync(cancellationToken).ConfigureAwait(false);
        if (view.Components.FirstOrDefault(part => part.Status != HealthStatus.Ready && Parts.Contains(part.Name)) is { } ill)
        {
            context.Result = $"Not called: {ill.Name}: {ill.Text}";
        }
        else if (channels.Sight is { IsWell: false, Why: var why })
        {
            context.Result = $"Not called: notifications: {why}";
        }
        else
        {
            context.Result = await call.CallAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
