using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.City;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Health;

/// <summary>Asks each part of ingestion how it is.</summary>
public sealed class HealthReport(
    IBrokerDoor broker, Journal journal, StoreWriter store, EvaluatorHost evaluator, HealthSources sources, TimeProvider clock) : IHealthReport
{
    /// <summary>Alerts this far behind are no alerts.</summary>
    static readonly TimeSpan MostLag = TimeSpan.FromSeconds(30);

    public async Task<HealthView> MakeAsync(CancellationToken cancellationToken)
    {
        var components = new List<ComponentHealth>
        {
            Broker(), Journal(), Store(), await CityDatabaseHealth.CheckAsync(sources.Log, cancellationToken).ConfigureAwait(false), Evaluator(), sources.Live(),
            await sources.JobsAsync(cancellationToken).ConfigureAwait(false),
        };
        return new HealthView(components.Max(c => c.Status), components);
    }

    ComponentHealth Broker()
    {
        var (isUp, since, text, numbers) = broker.State;
        if (isUp && sources.Intake.Trouble is var (began, trouble))
        {
            return new ComponentHealth("broker", HealthStatus.Degraded, began, trouble, numbers);
        }

        return new ComponentHealth("broker", isUp ? HealthStatus.Ready : HealthStatus.Down, isUp ? null : since, text, numbers);
    }

    ComponentHealth Journal()
    {
        (string, double)[] numbers =
        [
            ("waitingMessages", journal.WaitingMessages), ("bytes", journal.Bytes), ("freeBytes", journal.FreeBytes), ("position", journal.Head),
        ];
        return journal.Trouble is { } trouble
            ? Ill("journal", HealthStatus.Down, trouble.Since, trouble.Text, numbers)
            : Well("journal", "Readings are journalled before they are acknowledged.", numbers);
    }

    ComponentHealth Store()
    {
        var counts = sources.Ledger.Total(clock.UnixMs()).Counts;
        (string, double)[] numbers = [("pendingMessages", counts.Pending), ("refusedMessages", counts.Refused)];
        if (store.Trouble is { } trouble)
        {
            return Ill("store", HealthStatus.Degraded, trouble.Since, $"The store is away, the journal keeps what comes: {trouble.Text}", numbers);
        }

        return Well("store", counts.Refused == 0 ? "Readings reach the store." : "Readings reach the store; those it refused are in /api/v1/dead-letters.", numbers);
    }

    ComponentHealth Evaluator()
    {
        var lag = evaluator.Lag;
        (string, double)[] numbers = [("lagSeconds", lag.TotalSeconds), ("position", evaluator.Position)];
        if (lag > MostLag)
        {
            return Ill("evaluator", HealthStatus.Down, null, string.Create(CultureInfo.InvariantCulture, $"Alerts are {lag.TotalSeconds:0} s behind."), numbers);
        }

        return sources.Findings.Trouble is { } trouble
            ? Ill("evaluator", HealthStatus.Degraded, null, $"Findings wait for the alert log: {trouble}", numbers)
            : Well("evaluator", evaluator.StartNote ?? "Rules are judged as readings come.", numbers);
    }

    internal static ComponentHealth Well(string name, string text, params (string Name, double Value)[] numbers) =>
        new(name, HealthStatus.Ready, null, text, numbers.ToDictionary(n => n.Name, n => n.Value));

    internal static ComponentHealth Ill(string name, HealthStatus status, long? since, string text, params (string Name, double Value)[] numbers) =>
        new(name, status, since, text, numbers.ToDictionary(n => n.Name, n => n.Value));
}
