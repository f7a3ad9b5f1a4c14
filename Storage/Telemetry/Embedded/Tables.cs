using CityOps.Storage.Telemetry.Embedded.Packed;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The one connection that writes the file, and its tables. Flushing, packing and erasing share it and take turns: one caller at
/// a time. Owns the connection.
/// </summary>
sealed class Tables : IDisposable
{
    public Tables(SqliteConnection connection, Damage damage)
    {
        (Connection, Damage) = (connection, damage);
        (Open, Packed) = (new OpenRows(connection), new PackedRows(connection));
        (Latest, Aside) = (new LatestRows(connection), new Aside(connection, damage));
    }

    public SqliteConnection Connection { get; }

    public Damage Damage { get; }

    public OpenRows Open { get; }

    public PackedRows Packed { get; }

    public LatestRows Latest { get; }

    public Aside Aside { get; }

    /// <inheritdoc cref="WriteTransaction.Begin"/>
    public WriteTransaction Begin() => WriteTransaction.Begin(Connection);

    public void Dispose()
    {
        Open.Dispose();
        Packed.Dispose();
        Latest.Dispose();
        Aside.Dispose();
        Connection.Dispose();
    }
}
