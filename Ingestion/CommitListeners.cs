using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Jobs;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Hosting;

namespace CityOps.Ingestion;

/// <summary>
/// Who hears of a commit, in this order and before the sender does: the account, the live values, the latency. Also keeps the
/// account at the end.
/// </summary>
sealed class CommitListeners(
    Journal journal, Ledger ledger, StoreWriter writer, ITelemetryReader store, LivePublisher live, IngestionMetrics metrics, TimeProvider clock)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Pass(LedgerRestore.SnapshotName, 0);
        live.Prime(await store.LatestAsync([.. ledger.Newest().Keys], cancellationToken).ConfigureAwait(false));
        journal.Committed += OnCommitted;
        writer.Stored += batch => metrics.Stored(batch, clock.UnixMs());
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        LedgerRestore.Save(ledger, journal);
        return Task.CompletedTask;
    }

    void OnCommitted(JournalBatch batch)
    {
        ledger.Apply(batch);
        live.Accept(batch);
        metrics.Journalled(batch, clock.UnixMs());
    }
}
