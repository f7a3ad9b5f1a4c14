using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>The rows of <c>block</c>, for those who write them. Blocks of a series never overlap. One caller at a time.</summary>
sealed class PackedRows(SqliteConnection connection) : IDisposable
{
    const string Columns = "SELECT start, until, count, bytes FROM block";

    readonly PackedCodec codec = new();
    readonly Statement at = new(connection, $"{Columns} WHERE series = $1 AND start <= $2 ORDER BY start DESC", 2);
    readonly Statement after = new(connection, "SELECT min(start) FROM block WHERE series = $1 AND start > $2", 2);
    readonly Statement from = new(
        connection,
        $"""
        {Columns} WHERE series = $1 AND start < $3 AND start >= coalesce((SELECT max(start) FROM block WHERE series = $1 AND start <= $2), $2)
        ORDER BY start LIMIT $4
        """, 4);
    readonly Statement insert = new(connection, "INSERT INTO block (series, start, until, count, bytes) VALUES ($1, $2, $3, $4, $5)", 5);
    readonly Statement delete = new(connection, "DELETE FROM block WHERE series = $1 AND start = $2", 2);

    /// <summary>The blocks that begin at or before a moment, newest first, as long as the caller goes on.</summary>
    public IEnumerable<(PackedKey Key, byte[] Bytes)> Back(int series, long moment)
    {
        using var row = at.Query(series, moment);
        while (row.Read())
        {
            yield return Row(row, series);
        }
    }

    /// <summary>Where the next block after a moment begins; null where none does.</summary>
    public long? StartAfter(int series, long moment)
    {
        using var row = after.Query(series, moment);
        return row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : null;
    }

    /// <summary>The blocks that may hold readings of a span, oldest first, at most <paramref name="limit"/>.</summary>
    public List<(PackedKey Key, byte[] Bytes)> From(int series, long first, long to, int limit)
    {
        var found = new List<(PackedKey, byte[])>();
        using var row = from.Query(series, first, to, limit);
        while (row.Read())
        {
            found.Add(Row(row, series));
        }

        return found;
    }

    /// <summary>Writes entries as blocks of about equal size.</summary>
    public void Write(int series, ReadOnlySpan<Entry> entries)
    {
        for (var parts = (entries.Length + PackedSize.MostEntries - 1) / PackedSize.MostEntries; !entries.IsEmpty; parts--)
        {
            var length = PackedSize.Cut(entries, (entries.Length + parts - 1) / Math.Max(parts, 1));
            WriteBlock(series, entries[..length]);
            entries = entries[length..];
        }
    }

    /// <exception cref="InvalidDataException">The block is broken.</exception>
    public Entry[] Decode(in PackedKey key, byte[] bytes)
    {
        var entries = PackedSize.NewEntries(key);
        codec.Decode(key, bytes, entries);
        return entries;
    }

    public void Delete(in PackedKey key) => delete.Run(key.Series, key.Start);

    public void Dispose()
    {
        at.Dispose();
        after.Dispose();
        from.Dispose();
        insert.Dispose();
        delete.Dispose();
    }

    void WriteBlock(int series, ReadOnlySpan<Entry> entries)
    {
        var key = PackedKey.Of(series, entries);
        var bytes = codec.Encode(key, entries);
        var half = PackedSize.Cut(entries, entries.Length / 2);
        if (bytes.Length > PackedSize.MostBytes && half > 0 && half < entries.Length)
        {
            WriteBlock(series, entries[..half]);
            WriteBlock(series, entries[half..]);
            return;
        }

        Verify(key, bytes, entries);
        insert.Run(key.Series, key.Start, key.Until, key.Count, bytes);
    }

    /// <summary>The rows that these replace are about to be deleted.</summary>
    void Verify(in PackedKey key, byte[] bytes, ReadOnlySpan<Entry> entries)
    {
        var again = Decode(key, bytes);
        for (var i = 0; i < again.Length; i++)
        {
            if (!PackedSize.Same(again[i], entries[i]))
            {
                throw new InvalidOperationException($"BUG: {entries[i]} is {again[i]} when it is packed");
            }
        }
    }

    static (PackedKey Key, byte[] Bytes) Row(SqliteDataReader row, int series) =>
        (new PackedKey(series, row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)), row.GetFieldValue<byte[]>(3));
}
