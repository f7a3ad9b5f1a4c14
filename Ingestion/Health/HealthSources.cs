using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.City;
using Quartz;

namespace CityOps.Ingestion.Health;

/// <summary>The parts whose health is told in a line.</summary>
public sealed class HealthSources(Ledger ledger, AlertLog log, FindingsWriter findings, MqttIntake intake, MqttLink link, ISchedulerFactory jobs)
{
    public MqttIntake Intake => intake;

    public Ledger Ledger => ledger;

    public AlertLog Log => log;

    public FindingsWriter Findings => findings;

    internal ComponentHealth Live() => link.IsConnected
        ? HealthReport.Well("live", "Live values and hints go out.")
        : HealthReport.Ill("live", HealthStatus.Degraded, null, "Live values and hints do not go out: no connection to the broker. Pages read the database every 2 s.");

    internal async ValueTask<ComponentHealth> JobsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await jobs.GetScheduler(cancellationToken).ConfigureAwait(false);
        return scheduler.Status == SchedulerStatus.Running
            ? HealthReport.Well("jobs", "What is due by the clock runs.")
            : HealthReport.Ill("jobs", HealthStatus.Degraded, null, "The scheduler does not run.");
    }
}
