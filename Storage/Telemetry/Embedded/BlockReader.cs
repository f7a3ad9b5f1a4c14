using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>One connection that reads rows of one series. One caller at a time.</summary>
sealed class BlockReader : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteCommand select;

    public BlockReader(string path)
    {
        connection = TelemetryFile.OpenToRead(path);
        select = connection.CreateCommand();
        select.CommandText = """
            SELECT hour, entries FROM open_block INDEXED BY open_block_by_series
            WHERE series = $series AND hour BETWEEN $first AND $last ORDER BY hour, part
            """;
        select.Parameters.AddWithValue("$series", 0);
        select.Parameters.AddWithValue("$first", 0L);
        select.Parameters.AddWithValue("$last", 0L);
    }

    /// <summary>
    /// The rows that may hold readings from <paramref name="from"/> inclusive to <paramref name="to"/> exclusive, oldest
    /// first, as the file is when this returns: what is committed later is not seen.
    /// </summary>
    public SqliteDataReader Rows(int series, long from, long to)
    {
        select.Parameters[0].Value = series;
        select.Parameters[1].Value = BlockCodec.HourOf(from);
        select.Parameters[2].Value = BlockCodec.HourOf(to - 1);
        return select.ExecuteReader();
    }

    public void Dispose()
    {
        select.Dispose();
        connection.Dispose();
    }
}
