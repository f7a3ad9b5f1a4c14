using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The one way to the readings of a series, wherever they lie: memory being filled over memory being flushed over open rows over
/// packed blocks. Safe for concurrent use.
/// </summary>
sealed class SeriesReader(RecentReadings recent, BlockReaderPool pool)
{
    /// <summary>Oldest first, failed ones included. All belong to one moment, the one at which the enumeration began.</summary>
    public IEnumerable<Entry> Read(SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        foreach (var chunk in Chunks(series, from, to, cancellationToken))
        {
            foreach (var entry in chunk)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Buckets with a reading that did not fail, oldest first.</summary>
    public IEnumerable<Bucket> Buckets(SeriesId series, long from, long to, BucketBuilder builder, CancellationToken cancellationToken)
    {
        foreach (var chunk in Chunks(series, from, to, cancellationToken))
        {
            var entries = chunk.Array!;
            for (var (i, end) = (chunk.Offset, chunk.Offset + chunk.Count); i < end; i++)
            {
                if (!entries[i].Failed && builder.Add(entries[i].At, entries[i].Value) is { } done)
                {
                    yield return done;
                }
            }
        }

        if (builder.End() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>How many the file holds, without what is in memory.</summary>
    /// <param name="series">Its number in the file.</param>
    public long CountStored(int series, long from, long to, CancellationToken cancellationToken)
    {
        var blocks = pool.Rent();
        BlockRows? rows = null;
        try
        {
            rows = blocks.Rows(series, from, to);
            return EntryChunks.Over(blocks.Open(rows, cancellationToken), blocks.Packed(rows, cancellationToken)).Sum(chunk => (long)chunk.Count);
        }
        finally
        {
            Return(blocks, rows);
        }
    }

    IEnumerable<ArraySegment<Entry>> Chunks(SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        if (from >= to || recent.View(series, from, to) is not { } view)
        {
            yield break;
        }

        var blocks = pool.Rent();
        BlockRows? rows = null;
        try
        {
            rows = OpenRows(ref view, blocks, series, from, to);
            var above = Over(view.Newer, Over(view.Older, blocks.Open(rows, cancellationToken)));
            foreach (var chunk in EntryChunks.Over(above, blocks.Packed(rows, cancellationToken)))
            {
                yield return chunk;
            }
        }
        finally
        {
            view.Dispose();
            Return(blocks, rows);
        }
    }

    /// <summary>
    /// Memory is copied before the file's snapshot is taken, so what a flush moves meanwhile is seen twice, the same, and
    /// merged. Only when a later generation may have been moved too would the copy be older than the file: then again.
    /// </summary>
    BlockRows OpenRows(ref MemoryView view, BlockReader blocks, SeriesId series, long from, long to)
    {
        while (true)
        {
            var rows = blocks.Rows(view.Series, from, to);
            if (recent.ActiveNumber == view.Generation)
            {
                return rows;
            }

            blocks.Close(rows);
            view.Dispose();
            view = recent.View(series, from, to)!;
        }
    }

    void Return(BlockReader blocks, BlockRows? rows)
    {
        if (rows is null)
        {
            // It could not be asked: who knows in which state it is.
            blocks.Dispose();
            return;
        }

        blocks.Close(rows);
        pool.Return(blocks);
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
