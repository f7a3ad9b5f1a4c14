using System.Runtime.InteropServices;

namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>
/// Moves open rows into blocks: piece by piece, each whole in one transaction, so that a crash neither loses nor doubles
/// anything and nobody waits long for the file. One caller at a time.
/// </summary>
sealed class Packer(Tables tables)
{
    /// <summary>Rows of a piece: more than two days of one reading a minute.</summary>
    const int MostRows = 64;

    /// <summary>Readings in a transaction, about: some 20 ms of work.</summary>
    const int Budget = 20_000;

    /// <summary>To look for rows where there are none costs as much as so many readings.</summary>
    const int Look = 20;

    readonly EntryMerge merge = new();
    readonly List<(OpenKey Key, byte[] Block)> rows = [];
    readonly List<Entry> fresh = [];

    /// <summary>Packs what lies in hours before <paramref name="hour"/>, in one transaction, and takes those series out of the queue that are done.</summary>
    public void Pack(Queue<int> series, long hour)
    {
        using var transaction = tables.Begin();
        for (var budget = Budget; budget > 0 && series.TryPeek(out var next);)
        {
            var done = PackPiece(next, hour);
            budget -= done + Look;
            if (rows.Count < MostRows)
            {
                series.Dequeue();
            }
        }

        transaction.Commit();
    }

    int PackPiece(int series, long hour)
    {
        tables.Open.From(new OpenKey(series, long.MinValue, 0), hour - 1, MostRows, rows);
        fresh.Clear();
        foreach (var (key, block) in rows)
        {
            TakeRow(key, block);
        }

        for (var rest = CollectionsMarshal.AsSpan(fresh); !rest.IsEmpty;)
        {
            rest = rest[PackGap(series, rest)..];
        }

        return fresh.Count;
    }

    void TakeRow(OpenKey key, byte[] block)
    {
        try
        {
            fresh.AddRange(BlockCodec.DecodeAll(block, key.Hour));
        }
        catch (InvalidDataException e)
        {
            tables.Aside.Keep(key, block, e.Message);
        }

        tables.Open.Delete(key);
    }

    /// <summary>
    /// Writes those entries that come before the next block there is; returns how many. Late ones rewrite the one block that they
    /// fall into or follow, however far apart they are.
    /// </summary>
    int PackGap(int series, ReadOnlySpan<Entry> entries)
    {
        var end = tables.Packed.StartAfter(series, entries[0].At);
        var count = 1;
        while (count < entries.Length && (end is null || entries[count].At < end))
        {
            count++;
        }

        tables.Packed.Write(series, TakeBlock(series, entries[0].At, count) is { } before ? merge.Over(entries[..count], before) : entries[..count]);
        return count;
    }

    /// <summary>What is in the block that new entries from a moment on are merged with; null where they get one of their own.</summary>
    Entry[]? TakeBlock(int series, long moment, int count)
    {
        var (key, bytes) = tables.Packed.Back(series, moment).FirstOrDefault();
        if (bytes is null || (Math.Max(key.Start, key.Until) < moment && !PackedSize.HasRoom(key.Count, count)))
        {
            return null;
        }

        tables.Packed.Delete(key);
        try
        {
            return tables.Packed.Decode(key, bytes);
        }
        catch (InvalidDataException e)
        {
            tables.Aside.Keep(key, bytes, e.Message);
            return null;
        }
    }
}
