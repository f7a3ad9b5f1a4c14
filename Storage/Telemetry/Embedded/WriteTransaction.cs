using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>All of what is written until <see cref="Commit"/>, or nothing. Every reader of the connection must be closed by then.</summary>
sealed class WriteTransaction : IDisposable
{
    readonly SqliteConnection connection;
    bool open = true;

    WriteTransaction(SqliteConnection connection) => this.connection = connection;

    /// <exception cref="SqliteException">Somebody else has the file locked.</exception>
    public static WriteTransaction Begin(SqliteConnection connection)
    {
        SqliteFile.Execute(connection, "BEGIN IMMEDIATE");
        return new WriteTransaction(connection);
    }

    public void Commit()
    {
        SqliteFile.Execute(connection, "COMMIT");
        open = false;
    }

    public void Dispose()
    {
        // A full disk, among others, has SQLite roll back by itself.
        if (open && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            SqliteFile.Execute(connection, "ROLLBACK");
        }

        open = false;
    }
}
