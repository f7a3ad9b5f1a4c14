using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Health;

/// <summary>The metrics as text for Prometheus, brought up to date when asked for.</summary>
public sealed class IngestionMetricsPage(
    IngestionMetrics metrics, Journal journal, EvaluatorHost evaluator, StoreWriter store, IngestionCounters counters, TimeProvider clock)
{
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        metrics.Show(counters.Ledger.Total(clock.UnixMs()));
        metrics.Show(journal, evaluator, store);
        metrics.Show(counters.Broker.State, counters.Feed);
        await metrics.ShowAsync(counters.Log, cancellationToken).ConfigureAwait(false);
        await metrics.Registry.CollectAndExportAsTextAsync(output, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The parts that count.</summary>
public sealed record IngestionCounters(Ledger Ledger, IBrokerDoor Broker, RegistryFeed Feed, AlertLog Log);
