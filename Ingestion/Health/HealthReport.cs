using System.Globalization;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Mqtt;

namespace CityOps.Ingestion.Health;

/// <summary>Asks each part of ingestion how it is.</summary>
public sealed class HealthReport(
    IBrokerDoor broker, JournalHealth journal, StoreHealth store, EvaluatorHost evaluator, HealthSources sources) : IHealthReport
{
    /// <summary>Alerts this far behind are no alerts.</summary>
    static readonly TimeSpan MostLag = TimeSpan.FromSeconds(30);

    public async Task<HealthView> MakeAsync(CancellationToken cancellationToken)
    {
        var components = new List<ComponentHealth>
        {
            Broker(), journal.Check(), store.Check(sources.Ledger), await CityDatabaseHealth.CheckAsync(sources.Log, cancellationToken).ConfigureAwait(false), Evaluator(), sources.Live(),
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
