using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Data.Sqlite;

namespace CityOps.Ingestion.Pipeline;

/// <summary>How old the oldest batch is that the store has not got. Asked for now and then, not at every message. Safe for concurrent use.</summary>
public sealed class StoreBacklog(Journal journal, ITelemetryWriter store)
{
    /// <summary>A store that keeps up has got nothing to catch up on: one that gathers in memory first makes it durable every 5 s.</summary>
    static readonly TimeSpan KeepsUpWithin = TimeSpan.FromSeconds(15);

    (long Position, long ReceivedAt) _last;
    readonly Lock _gate = new();

    /// <summary>ReceivedAt of the oldest batch that waits, Unix ms; null when none does.</summary>
    public long? OldestReceivedAt()
    {
        var position = StoreWriter.StoredPosition(journal, store) + 1;
        if (journal.Head < position)
        {
            return null;
        }

        lock (_gate)
        {
            if (_last.Position == position)
            {
                return _last.ReceivedAt;
            }
        }

        // Outside the lock: it may come from the disk.
        if (Read(position - 1) is not { } receivedAt)
        {
            return null;
        }

        lock (_gate)
        {
            _last = (position, receivedAt);
        }

        return receivedAt;
    }

    /// <summary>Whether what waits is more than what a store that keeps up lets wait.</summary>
    /// <param name="now">Unix ms.</param>
    public static bool IsBehind(long? oldestReceivedAt, long now) => now - oldestReceivedAt > KeepsUpWithin.TotalMilliseconds;

    long? Read(long after)
    {
        try
        {
            using var reader = journal.ReadFrom(after);
            return reader.TryNext()?.ReceivedAt;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            // Its file has been deleted meanwhile, because the store got on; or it is damaged, and the store writer says so.
            return null;
        }
    }
}
