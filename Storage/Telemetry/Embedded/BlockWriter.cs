using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Writes generations into the file, each in one transaction. One caller at a time.</summary>
sealed class BlockWriter : IDisposable
{
    /// <summary>
    /// Readings in a row, one more where two share a moment. An hour of one a minute is one row. Less would cost space, more
    /// would cost writing: every flush writes the last row of each series again.
    /// </summary>
    public const int MaxEntries = 64;

    readonly Tables tables;
    readonly BlockMerge merge = new();
    readonly List<(OpenKey Key, byte[] Block)> rows = [];
    readonly Statement insertSeries;
    readonly Statement updateMeta;

    public BlockWriter(Tables tables)
    {
        this.tables = tables;
        insertSeries = new Statement(
            tables.Connection, "INSERT INTO series (id, device, quantity, domain, unit) VALUES ($1, $2, $3, $4, $5)", 5);
        updateMeta = new Statement(tables.Connection, "UPDATE meta SET journal_id = $1, position = $2, received_at = $3 WHERE id = 1", 3);
    }

    /// <summary>Writing the same generation again changes nothing. On an exception the file is as it was.</summary>
    /// <exception cref="SqliteException">The disk is full, the file is locked, or worse.</exception>
    public void Write(Generation generation)
    {
        using var transaction = tables.Begin();
        foreach (var known in generation.NewSeries)
        {
            var (id, domain, unit) = known.Series;
            insertSeries.Run(known.Id, id.Device, id.Quantity, domain, unit);
        }

        foreach (var slice in generation.ByHour())
        {
            WriteHour(slice);
        }

        foreach (var (series, buffer) in generation.Buffers.OrderBy(b => b.Key))
        {
            tables.Latest.Advance(series, buffer.Newest);
        }

        var position = generation.Position!.Value;
        updateMeta.Run(position.JournalId.ToString("D", CultureInfo.InvariantCulture), position.Position, generation.ReceivedAt);
        transaction.Commit();
    }

    public void Dispose()
    {
        insertSeries.Dispose();
        updateMeta.Dispose();
    }

    void WriteHour(in HourSlice slice)
    {
        var fresh = slice.Entries;
        tables.Open.OfHour(slice.Series, slice.Hour, BlockCodec.OffsetOf(fresh[0].At), rows);
        if (rows.Count == 0 || rows[0].Key.Part > BlockCodec.OffsetOf(fresh[0].At))
        {
            // The hour is new, or its first rows have been packed or deleted.
            rows.Insert(0, (new OpenKey(slice.Series, slice.Hour, 0), []));
        }

        for (var row = 0; row < rows.Count && !fresh.IsEmpty; row++)
        {
            var end = row + 1 < rows.Count ? rows[row + 1].Key.Part : int.MaxValue;
            var here = CountBefore(fresh, end);
            if (here == 0)
            {
                continue;
            }

            Merge(rows[row].Key, rows[row].Block, fresh[..here]);
            foreach (var (part, block) in merge.Divide(rows[row].Key.Part, MaxEntries))
            {
                tables.Open.Put(rows[row].Key with { Part = part }, block);
            }

            fresh = fresh[here..];
        }
    }

    /// <summary>A row that is broken must not hold up those to come: it is set aside, and its place begins anew.</summary>
    void Merge(OpenKey key, byte[] block, ReadOnlySpan<Entry> fresh)
    {
        try
        {
            merge.Merge(block, key.Hour, fresh);
        }
        catch (InvalidDataException e)
        {
            tables.Aside.Keep(key, block, e.Message);
            merge.Merge([], key.Hour, fresh);
        }
    }

    static int CountBefore(ReadOnlySpan<Entry> entries, int offset)
    {
        var count = 0;
        while (count < entries.Length && BlockCodec.OffsetOf(entries[count].At) < offset)
        {
            count++;
        }

        return count;
    }
}
