using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Health;

/// <summary>
/// The metrics as text for Prometheus, brought up to date when asked for. One asker at a time, so that a page shows one snapshot of the ledger: two
/// would overwrite each other's.
/// </summary>
public sealed class IngestionMetricsPage(
    IngestionMetrics metrics, Journal journal, EvaluatorHost evaluator, StoreWriter store, IngestionCounters counters, TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim _one = new(1, 1);

    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        // Not to the asker: a slow one would hold up the others.
        using var page = new MemoryStream();
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await metrics.ShowAsync(counters.Log, cancellationToken).ConfigureAwait(false);
            metrics.Show(journal, evaluator, store);
            metrics.Show(counters.Backlog.OldestReceivedAt(), clock.UnixMs());
            metrics.Show(counters.Broker.State, counters.Feed);
            metrics.Show(counters.Ledger.Total(clock.UnixMs()));
            await metrics.Registry.CollectAndExportAsTextAsync(page, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }

        await output.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _one.Dispose();
}

/// <summary>The parts that count.</summary>
public sealed record IngestionCounters(Ledger Ledger, StoreBacklog Backlog, IBrokerDoor Broker, RegistryFeed Feed, AlertLog Log);
