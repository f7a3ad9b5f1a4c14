using CityOps.Core.Readings;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>The newest reading of each series (<c>latest</c>), for those who write it. One caller at a time.</summary>
sealed class LatestRows(SqliteConnection connection) : IDisposable
{
    const string Insert = "INSERT INTO latest (series, observed_at, received_at, value_bits, quality, reasons) VALUES ($1, $2, $3, $4, $5, $6)";
    const string Replace = """
        ON CONFLICT (series) DO UPDATE SET observed_at = excluded.observed_at, received_at = excluded.received_at,
            value_bits = excluded.value_bits, quality = excluded.quality, reasons = excluded.reasons
        """;

    readonly Statement advance = new(connection, $"{Insert} {Replace} WHERE excluded.observed_at >= observed_at", 6);
    readonly Statement put = new(connection, $"{Insert} {Replace}", 6);
    readonly Statement delete = new(connection, "DELETE FROM latest WHERE series = $1", 1);
    readonly Statement observedAt = new(connection, "SELECT observed_at FROM latest WHERE series = $1", 1);

    /// <summary>Leaves it where the one that is there is newer.</summary>
    public void Advance(int series, in Reading reading) => Write(advance, series, reading);

    /// <summary>Whatever is there.</summary>
    public void Put(int series, Reading? reading)
    {
        if (reading is { } there)
        {
            Write(put, series, there);
        }
        else
        {
            delete.Run(series);
        }
    }

    public long? ObservedAt(int series)
    {
        using var row = observedAt.Query(series);
        return row.Read() ? row.GetInt64(0) : null;
    }

    public void Dispose()
    {
        advance.Dispose();
        put.Dispose();
        delete.Dispose();
        observedAt.Dispose();
    }

    static void Write(Statement statement, int series, in Reading r) => statement.Run(
        series, r.ObservedAt, r.ReceivedAt, BitConverter.DoubleToInt64Bits(r.Value), (byte)r.Quality, (byte)r.Reasons);
}
