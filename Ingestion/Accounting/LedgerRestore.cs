using CityOps.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Accounting;

/// <summary>Brings the ledger back at a start: the snapshot, and the batches after it.</summary>
static class LedgerRestore
{
    public const string SnapshotName = "ledger";

    /// <param name="stored">Where the store has got in this journal; 0 when it has nothing of it.</param>
    public static Ledger Restore(Journal journal, long stored, ILogger logger)
    {
        var ledger = Read(journal.Index.LoadSnapshot(SnapshotName)?.Body, logger);
        if (stored < ledger.StoredPosition)
        {
            logger.LogWarning(
                "The store has got to position {Stored}, the ledger knew it at {Known}: what lies between counts as pending again",
                stored, ledger.StoredPosition);
            var refusedBefore = journal.Index.Refused(stored, ledger.StoredPosition);
            ledger.TakeBack(Batches(journal, stored, ledger.StoredPosition), stored, refusedBefore);
        }

        var refused = journal.Index.Refused(ledger.StoredPosition, stored);
        // What the store has not got is pending in the snapshot already: after a day without a store that is a whole day's batches.
        using var reader = journal.ReadFrom(stored > ledger.StoredPosition ? Math.Min(ledger.Position, ledger.StoredPosition) : ledger.Position);
        while (reader.TryNext() is { } batch)
        {
            ledger.Apply(batch);
            if (batch.Position.Position <= stored)
            {
                ledger.Stored(batch, refused);
            }
        }

        return ledger;
    }

    /// <summary>Keeps the ledger, and lets the journal go what it has seen.</summary>
    public static void Save(Ledger ledger, Journal journal)
    {
        var (position, body) = ledger.Save();
        journal.Index.SaveSnapshot(SnapshotName, position, body);
        journal.Index.TrimDeadLetters(position);
        journal.Pass(SnapshotName, position);
    }

    static IEnumerable<JournalBatch> Batches(Journal journal, long after, long last)
    {
        using var reader = journal.ReadFrom(after);
        while (reader.TryNext() is { } batch && batch.Position.Position <= last)
        {
            yield return batch;
        }
    }

    static Ledger Read(byte[]? body, ILogger logger)
    {
        try
        {
            return body is null ? new Ledger() : LedgerCodec.Read(body);
        }
        catch (InvalidDataException e)
        {
            logger.LogError("The ledger starts from the oldest batch that is left, its snapshot cannot be read: {Error}", e.Message);
            return new Ledger();
        }
    }
}
