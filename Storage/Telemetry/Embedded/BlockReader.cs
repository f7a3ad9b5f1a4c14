using CityOps.Storage.Telemetry.Embedded.Packed;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>One connection that reads the blocks of one series, packed and open. One caller at a time.</summary>
sealed class BlockReader : IDisposable
{
    readonly Damage damage;
    readonly SqliteConnection connection;
    readonly Statement begin;
    readonly Statement end;
    readonly Statement selectPacked;
    readonly Statement selectOpen;
    readonly PackedCodec codec = new();
    Entry[] decoded = new Entry[PackedSize.MostEntries];

    public BlockReader(string path, Damage damage)
    {
        this.damage = damage;
        connection = TelemetryFile.OpenToRead(path);
        (begin, end) = (new Statement(connection, "BEGIN", 0), new Statement(connection, "COMMIT", 0));
        // The block that holds the first moment begins before it.
        selectPacked = new Statement(
            connection,
            """
            SELECT start, until, count, bytes FROM block
            WHERE series = $1 AND start < $3 AND start >= coalesce((SELECT max(start) FROM block WHERE series = $1 AND start <= $2), $2)
            ORDER BY start
            """, 3);
        selectOpen = new Statement(
            connection,
            """
            SELECT hour, part, entries FROM open_block INDEXED BY open_block_by_series
            WHERE series = $1 AND hour BETWEEN $2 AND $3 ORDER BY hour, part
            """, 3);
    }

    /// <summary>The file as it is when this returns: what is committed later is not seen in these rows.</summary>
    public BlockRows Rows(int series, long from, long to)
    {
        begin.Run();
        return new BlockRows(
            series, from, to,
            selectPacked.Query(series, from, to), selectOpen.Query(series, BlockCodec.HourOf(from), BlockCodec.HourOf(to - 1)));
    }

    /// <summary>Before the next question.</summary>
    public void Close(BlockRows rows)
    {
        rows.Packed.Dispose();
        rows.Open.Dispose();
        end.Run();
    }

    /// <summary>What lies in packed blocks, oldest first; each valid until the next.</summary>
    public IEnumerable<ArraySegment<Entry>> Packed(BlockRows rows, CancellationToken cancellationToken)
    {
        var (row, series) = (rows.Packed, rows.Series);
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = new PackedKey(series, row.GetInt64(0), row.GetInt64(1), row.GetInt32(2));
            if (key.Until >= rows.From && Decode(key, row.GetFieldValue<byte[]>(3)) && Within(rows, key.Count) is { Count: > 0 } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>What lies in open rows, oldest first.</summary>
    public IEnumerable<Entry> Open(BlockRows rows, CancellationToken cancellationToken)
    {
        var row = rows.Open;
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = new OpenKey(rows.Series, row.GetInt64(0), row.GetInt32(1));
            var block = row.GetFieldValue<byte[]>(2);
            var count = CountOf(key, block);
            for (var i = 0; i < count; i++)
            {
                var entry = BlockCodec.Decode(block, i, key.Hour);
                if (entry.At >= rows.From && entry.At < rows.To)
                {
                    yield return entry;
                }
            }
        }
    }

    public void Dispose()
    {
        begin.Dispose();
        end.Dispose();
        selectPacked.Dispose();
        selectOpen.Dispose();
        connection.Dispose();
    }

    bool Decode(in PackedKey key, byte[] bytes)
    {
        try
        {
            if (decoded.Length < PackedSize.Checked(key))
            {
                decoded = new Entry[key.Count];
            }

            codec.Decode(key, bytes, decoded.AsSpan(0, key.Count));
            return true;
        }
        catch (InvalidDataException e)
        {
            damage.Report(key.Series, key.Start, packed: true, e.Message);
            return false;
        }
    }

    ArraySegment<Entry> Within(BlockRows rows, int count)
    {
        var all = decoded.AsSpan(0, count);
        var first = EntryBuffer.FirstAtOrAfter(all, rows.From);
        return new ArraySegment<Entry>(decoded, first, EntryBuffer.FirstAtOrAfter(all, rows.To) - first);
    }

    int CountOf(OpenKey key, byte[] block)
    {
        try
        {
            return BlockCodec.CountOf(block);
        }
        catch (InvalidDataException e)
        {
            damage.Report(key.Series, key.Start, packed: false, e.Message);
            return 0;
        }
    }
}

/// <summary>Rows of one series that may hold readings from <paramref name="From"/> inclusive to <paramref name="To"/> exclusive, of one snapshot.</summary>
sealed record BlockRows(int Series, long From, long To, SqliteDataReader Packed, SqliteDataReader Open);
