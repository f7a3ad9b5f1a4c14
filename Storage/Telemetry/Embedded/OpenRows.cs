using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>The rows of <c>open_block</c>, for those who write them. One caller at a time.</summary>
sealed class OpenRows(SqliteConnection connection) : IDisposable
{
    const string Columns = "SELECT hour, part, entries FROM open_block INDEXED BY open_block_by_series";

    // The row that holds the first offset, and those after it.
    readonly Statement ofHour = new(
        connection,
        $"""
        {Columns} WHERE series = $1 AND hour = $2 AND part >= coalesce(
            (SELECT max(part) FROM open_block INDEXED BY open_block_by_series WHERE series = $1 AND hour = $2 AND part <= $3), 0)
        ORDER BY part
        """, 3);
    readonly Statement from = new(connection, $"{Columns} WHERE series = $1 AND (hour, part) >= ($2, $3) AND hour <= $4 ORDER BY hour, part LIMIT $5", 5);
    readonly Statement newest = new(connection, $"{Columns} WHERE series = $1 ORDER BY hour DESC, part DESC", 1);
    readonly Statement upsert = new(
        connection,
        """
        INSERT INTO open_block (hour, series, part, entries) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hour, part, series) DO UPDATE SET entries = excluded.entries
        """, 4);
    readonly Statement delete = new(connection, "DELETE FROM open_block WHERE hour = $1 AND part = $2 AND series = $3", 3);

    /// <summary>The rows of an hour that a reading at <paramref name="offset"/> or later may belong to.</summary>
    public void OfHour(int series, long hour, int offset, List<(OpenKey Key, byte[] Block)> found) => Read(ofHour.Query(series, hour, offset), series, found);

    /// <summary>The rows from one key on, up to and including an hour, at most <paramref name="limit"/>.</summary>
    public void From(OpenKey first, long lastHour, int limit, List<(OpenKey Key, byte[] Block)> found) =>
        Read(from.Query(first.Series, first.Hour, first.Part, lastHour, limit), first.Series, found);

    /// <summary>Newest first, as long as the caller goes on.</summary>
    public IEnumerable<(OpenKey Key, byte[] Block)> Newest(int series)
    {
        using var row = newest.Query(series);
        while (row.Read())
        {
            yield return Row(row, series);
        }
    }

    public void Put(OpenKey key, byte[] block) => upsert.Run(key.Hour, key.Series, key.Part, block);

    public void Delete(OpenKey key) => delete.Run(key.Hour, key.Part, key.Series);

    public void Dispose()
    {
        ofHour.Dispose();
        from.Dispose();
        newest.Dispose();
        upsert.Dispose();
        delete.Dispose();
    }

    static void Read(SqliteDataReader row, int series, List<(OpenKey Key, byte[] Block)> found)
    {
        found.Clear();
        using (row)
        {
            while (row.Read())
            {
                found.Add(Row(row, series));
            }
        }
    }

    static (OpenKey Key, byte[] Block) Row(SqliteDataReader row, int series) =>
        (new OpenKey(series, row.GetInt64(0), row.GetInt32(1)), row.GetFieldValue<byte[]>(2));
}
