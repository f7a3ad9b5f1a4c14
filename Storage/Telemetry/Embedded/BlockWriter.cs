using System.Globalization;
using CityOps.Core.Readings;
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

    readonly SqliteConnection connection;
    readonly BlockMerge merge = new();
    readonly List<(int Part, byte[] Block)> rows = [];
    readonly SqliteCommand selectRows;
    readonly SqliteCommand upsertRow;
    readonly SqliteCommand insertSeries;
    readonly SqliteCommand upsertLatest;
    readonly SqliteCommand updateMeta;

    public BlockWriter(SqliteConnection connection)
    {
        this.connection = connection;
        // The row that holds the first offset, and those after it.
        selectRows = Prepare(
            """
            SELECT part, entries FROM open_block INDEXED BY open_block_by_series
            WHERE series = $2 AND hour = $1 AND part >= coalesce(
                (SELECT max(part) FROM open_block INDEXED BY open_block_by_series
                 WHERE series = $2 AND hour = $1 AND part <= $3), 0)
            ORDER BY part
            """, 3);
        upsertRow = Prepare(
            """
            INSERT INTO open_block (hour, series, part, entries) VALUES ($1, $2, $3, $4)
            ON CONFLICT (hour, part, series) DO UPDATE SET entries = excluded.entries
            """, 4);
        insertSeries = Prepare("INSERT INTO series (id, device, quantity, domain, unit) VALUES ($1, $2, $3, $4, $5)", 5);
        upsertLatest = Prepare(
            """
            INSERT INTO latest (series, observed_at, received_at, value_bits, quality, reasons) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (series) DO UPDATE SET observed_at = excluded.observed_at, received_at = excluded.received_at,
                value_bits = excluded.value_bits, quality = excluded.quality, reasons = excluded.reasons
            WHERE excluded.observed_at >= observed_at
            """, 6);
        updateMeta = Prepare("UPDATE meta SET journal_id = $1, position = $2, received_at = $3 WHERE id = 1", 3);
    }

    /// <summary>Writing the same generation again changes nothing. On an exception the file is as it was.</summary>
    /// <exception cref="SqliteException">The disk is full, the file is locked, or worse.</exception>
    public void Write(Generation generation)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var command in new[] { selectRows, upsertRow, insertSeries, upsertLatest, updateMeta })
        {
            command.Transaction = transaction;
        }

        foreach (var known in generation.NewSeries)
        {
            var (id, domain, unit) = known.Series;
            Run(insertSeries, known.Id, id.Device, id.Quantity, domain, unit);
        }

        foreach (var slice in generation.ByHour())
        {
            WriteHour(slice);
        }

        foreach (var (series, buffer) in generation.Buffers.OrderBy(b => b.Key))
        {
            WriteLatest(series, buffer.Newest);
        }

        var position = generation.Position!.Value;
        Run(updateMeta, position.JournalId.ToString("D", CultureInfo.InvariantCulture), position.Position, generation.ReceivedAt);
        transaction.Commit();
    }

    public void Dispose()
    {
        selectRows.Dispose();
        upsertRow.Dispose();
        insertSeries.Dispose();
        upsertLatest.Dispose();
        updateMeta.Dispose();
        connection.Dispose();
    }

    void WriteHour(in HourSlice slice)
    {
        var fresh = slice.Entries;
        ReadRows(slice.Hour, slice.Series, BlockCodec.OffsetOf(fresh[0].At));
        for (var row = 0; row < rows.Count && !fresh.IsEmpty; row++)
        {
            var end = row + 1 < rows.Count ? rows[row + 1].Part : int.MaxValue;
            var here = CountBefore(fresh, end);
            if (here == 0)
            {
                continue;
            }

            merge.Merge(rows[row].Block, slice.Hour, fresh[..here]);
            foreach (var (part, block) in merge.Divide(rows[row].Part, MaxEntries))
            {
                Run(upsertRow, slice.Hour, slice.Series, part, block);
            }

            fresh = fresh[here..];
        }
    }

    void ReadRows(long hour, int series, int offset)
    {
        Bind(selectRows, hour, series, offset);
        using var reader = selectRows.ExecuteReader();
        rows.Clear();
        while (reader.Read())
        {
            rows.Add((reader.GetInt32(0), reader.GetFieldValue<byte[]>(1)));
        }

        if (rows.Count == 0)
        {
            rows.Add((0, []));
        }
    }

    void WriteLatest(int series, in Reading r) => Run(
        upsertLatest, series, r.ObservedAt, r.ReceivedAt, BitConverter.DoubleToInt64Bits(r.Value), (byte)r.Quality, (byte)r.Reasons);

    static int CountBefore(ReadOnlySpan<Entry> entries, int offset)
    {
        var count = 0;
        while (count < entries.Length && BlockCodec.OffsetOf(entries[count].At) < offset)
        {
            count++;
        }

        return count;
    }

    SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        }

        return command;
    }

    static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }
}
