using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Jobs;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion;

/// <summary>
/// Who hears of a commit, in this order and before the sender does: the account, the live values, the latency. Also keeps the
/// account at the end.
/// </summary>
sealed class CommitListeners(
    Journal journal, Ledger ledger, StoreWriter writer, ITelemetryReader store, LivePublisher live, IngestionMetrics metrics, TimeProvider clock,
    ILogger<CommitListeners> logger)
    : IHostedService
{
    /// <summary>The city starts without its store; the picture then fills as readings come.</summary>
    static readonly TimeSpan PrimeWithin = TimeSpan.FromSeconds(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Pass(LedgerRestore.SnapshotName, 0);
        await PrimeAsync(cancellationToken).ConfigureAwait(false);
        journal.Committed += OnCommitted;
        writer.Stored += batch => metrics.Stored(batch, clock.UnixMs());
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            LedgerRestore.Save(ledger, journal);
        }
        catch (SqliteException e)
        {
            logger.LogWarning("The ledger cannot be kept, the next start counts more batches again: {Error}", e.Message);
        }

        return Task.CompletedTask;
    }

    async Task PrimeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PrimeWithin, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            live.Prime(await store.LatestAsync([.. ledger.Newest().Keys], both.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("The live picture starts empty, the store did not tell the latest values: {Error}", e.Message);
        }
    }

    void OnCommitted(JournalBatch batch)
    {
        ledger.Apply(batch);
        live.Accept(batch);
        metrics.Journalled(batch, clock.UnixMs());
    }
}
