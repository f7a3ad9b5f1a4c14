using CityOps.Core.Readings;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The one way to the readings of a series, wherever they lie: memory being filled over memory being flushed over the file.
/// Safe for concurrent use.
/// </summary>
sealed class SeriesReader(RecentReadings recent, BlockReaderPool pool)
{
    /// <summary>Oldest first, failed ones included. All belong to one moment, the one at which the enumeration began.</summary>
    public IEnumerable<Entry> Read(SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        if (from >= to || recent.View(series, from, to) is not { } view)
        {
            yield break;
        }

        var blocks = pool.Rent();
        try
        {
            using var rows = OpenRows(ref view, blocks, series, from, to);
            foreach (var entry in Over(view.Newer, Over(view.Older, Decode(rows, from, to, cancellationToken))))
            {
                yield return entry;
            }
        }
        finally
        {
            view.Dispose();
            pool.Return(blocks);
        }
    }

    /// <summary>Buckets with a reading that did not fail, oldest first.</summary>
    public IEnumerable<Bucket> Buckets(SeriesId series, long from, long to, BucketBuilder builder, CancellationToken cancellationToken)
    {
        foreach (var entry in Read(series, from, to, cancellationToken))
        {
            if (!entry.Failed && builder.Add(entry.At, entry.Value) is { } done)
            {
                yield return done;
            }
        }

        if (builder.End() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>
    /// Memory is copied before the file's snapshot is taken, so what a flush moves meanwhile is seen twice, the same, and
    /// merged. Only when a later generation may have been moved too would the copy be older than the file: then again.
    /// </summary>
    SqliteDataReader OpenRows(ref MemoryView view, BlockReader blocks, SeriesId series, long from, long to)
    {
        while (true)
        {
            var rows = blocks.Rows(view.Series, from, to);
            if (recent.ActiveNumber == view.Generation)
            {
                return rows;
            }

            rows.Dispose();
            view.Dispose();
            view = recent.View(series, from, to)!;
        }
    }

    static IEnumerable<Entry> Decode(SqliteDataReader rows, long from, long to, CancellationToken cancellationToken)
    {
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hour = rows.GetInt64(0);
            var block = rows.GetFieldValue<byte[]>(1);
            var count = BlockCodec.CountOf(block);
            for (var i = 0; i < count; i++)
            {
                var entry = BlockCodec.Decode(block, i, hour);
                if (entry.At >= from && entry.At < to)
                {
                    yield return entry;
                }
            }
        }
    }

    static IEnumerable<Entry> Over(EntrySlice newer, IEnumerable<Entry> older) => newer.Count == 0 ? older : Merge(newer, older);

    static IEnumerable<Entry> Merge(EntrySlice newer, IEnumerable<Entry> older)
    {
        var next = 0;
        foreach (var old in older)
        {
            while (next < newer.Count && newer.Entries![next].Key < old.Key)
            {
                yield return newer.Entries[next++];
            }

            if (next == newer.Count || newer.Entries![next].Key != old.Key)
            {
                yield return old;
            }
        }

        while (next < newer.Count)
        {
            yield return newer.Entries![next++];
        }
    }
}
