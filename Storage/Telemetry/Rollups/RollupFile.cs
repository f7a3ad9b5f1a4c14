using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Rollups;

/// <summary>
/// <c>rollups.db</c>: the roll-ups beside the embedded store. A file of its own, so that working out a year again never holds up the flush of
/// fresh readings, and because it may be deleted: it is filled again from what readings are kept. Safe for concurrent use.
/// </summary>
public sealed class RollupFile : IRollupStore, IDisposable
{
    const int Format = 1;

    const string Schema =
        """
        CREATE TABLE cover(span INTEGER PRIMARY KEY, begins INTEGER NOT NULL, ends INTEGER NOT NULL);
        CREATE TABLE series(id INTEGER PRIMARY KEY, device TEXT NOT NULL, quantity TEXT NOT NULL, domain TEXT NOT NULL, UNIQUE(device, quantity));
        CREATE TABLE rollup(span INTEGER NOT NULL, series INTEGER NOT NULL, t INTEGER NOT NULL, count INTEGER NOT NULL, mean REAL NOT NULL,
                            low REAL NOT NULL, high REAL NOT NULL, capture REAL, PRIMARY KEY(span, series, t)) WITHOUT ROWID;
        """;

    readonly Lock writing = new();
    readonly Lock reading = new();
    readonly SqliteConnection writer;
    readonly SqliteConnection reader;

    /// <exception cref="NewerFormatException">Written by a newer program.</exception>
    /// <exception cref="DamagedFileException">It cannot be read.</exception>
    public RollupFile(string path)
    {
        SqliteConnection? open = null;
        try
        {
            open = SqliteFile.OpenForWriting(path, 16_384);
            SqliteFile.EnsureFormat(open, Format, Schema);
            (writer, reader) = (open, SqliteFile.OpenForReading(path));
        }
        catch (SqliteException e) when (DamagedFileException.Tells(e))
        {
            open?.Dispose();
            throw new DamagedFileException(path, "Move it away with the -wal and -shm beside it: it is filled again from the readings.", e);
        }
        catch
        {
            open?.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="CoverAsync"/>
    public RollupCover? Cover(RollupSpan span)
    {
        lock (reading)
        {
            using var command = Command(reader, "SELECT begins, ends FROM cover WHERE span = $1", (int)span);
            using var row = command.ExecuteReader();
            return row.Read() ? new RollupCover(row.GetInt64(0), row.GetInt64(1)) : null;
        }
    }

    /// <inheritdoc/>
    public ValueTask<RollupCover?> CoverAsync(RollupSpan span, CancellationToken cancellationToken) => new(Cover(span));

    /// <inheritdoc/>
    public ValueTask SetCoverAsync(RollupSpan span, RollupCover cover, CancellationToken cancellationToken)
    {
        lock (writing)
        {
            Execute("INSERT OR REPLACE INTO cover(span, begins, ends) VALUES($1, $2, $3)", (int)span, cover.From, cover.Until);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RollupSpan span, IReadOnlyList<SeriesRollups> rollups, CancellationToken cancellationToken)
    {
        lock (writing)
        {
            using var transaction = writer.BeginTransaction();
            using var put = Command(
                writer, "INSERT OR REPLACE INTO rollup(span, series, t, count, mean, low, high, capture) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                (int)span, 0L, 0L, 0L, 0d, 0d, 0d, DBNull.Value);
            foreach (var (series, ofSeries) in rollups)
            {
                var id = IdOf(series);
                put.Parameters[1].Value = id;
                foreach (var one in ofSeries)
                {
                    if (one.Count > 0)
                    {
                        Put(put, one);
                    }
                    else
                    {
                        Execute("DELETE FROM rollup WHERE span = $1 AND series = $2 AND t = $3", (int)span, id, one.T);
                    }
                }
            }

            transaction.Commit();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Rollup>> ReadAsync(RollupSpan span, SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        lock (reading)
        {
            using var command = Command(
                reader,
                "SELECT t, count, mean, low, high, capture FROM rollup WHERE span = $1 AND t >= $2 AND t < $3 " +
                "AND series = (SELECT id FROM series WHERE device = $4 AND quantity = $5) ORDER BY t",
                (int)span, from, to, series.Device, series.Quantity);
            using var row = command.ExecuteReader();
            var found = new List<Rollup>();
            while (row.Read())
            {
                found.Add(new Rollup(
                    row.GetInt64(0), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4), row.IsDBNull(5) ? null : row.GetDouble(5)));
            }

            return new(found);
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetBeforeAsync(RollupSpan span, string domain, long before, CancellationToken cancellationToken)
    {
        lock (writing)
        {
            Execute(
                "DELETE FROM rollup WHERE span = $1 AND series IN (SELECT id FROM series WHERE domain = $2) AND t < $3", (int)span, domain, before);
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        reader.Dispose();
        writer.Dispose();
    }

    static void Put(SqliteCommand put, in Rollup rollup)
    {
        put.Parameters[2].Value = rollup.T;
        put.Parameters[3].Value = rollup.Count;
        put.Parameters[4].Value = rollup.Mean;
        put.Parameters[5].Value = rollup.Min;
        put.Parameters[6].Value = rollup.Max;
        put.Parameters[7].Value = (object?)rollup.Capture ?? DBNull.Value;
        put.ExecuteNonQuery();
    }

    long IdOf(Series series)
    {
        Execute(
            "INSERT INTO series(device, quantity, domain) VALUES($1, $2, $3) ON CONFLICT(device, quantity) DO UPDATE SET domain = excluded.domain",
            series.Id.Device, series.Id.Quantity, series.Domain);
        using var command = Command(writer, "SELECT id FROM series WHERE device = $1 AND quantity = $2", series.Id.Device, series.Id.Quantity);
        return (long)command.ExecuteScalar()!;
    }

    void Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(writer, sql, values);
        command.ExecuteNonQuery();
    }

    static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${i + 1}"), values[i]);
        }

        return command;
    }
}
