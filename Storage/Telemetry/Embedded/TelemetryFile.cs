using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The SQLite file: its format, its schema and how it is opened. A row of <c>open_block</c> holds one series' readings of one
/// hour; an hour with more than <see cref="BlockWriter.MaxEntries"/> is several, <c>part</c> being the milliseconds into the
/// hour from which on a row holds the readings. The key puts the rows that still grow next to each other, whatever their
/// series, so a flush writes few pages however many readings the hour has. A row of <c>block</c> holds hundreds of readings of one
/// series that are older; its key puts a series' blocks next to each other, so a question about weeks reads few pages.
/// </summary>
static class TelemetryFile
{
    public const int Format = 2;

    /// <summary>Of 16 KiB each: the log is folded into the file about every 64 MiB.</summary>
    const int CheckpointPages = 4_000;

    /// <summary>A row stays far below a quarter of a page, beyond which SQLite would put it on pages of its own.</summary>
    const string Schema = """
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL,
            journal_id TEXT, position INTEGER, received_at INTEGER);
        CREATE TABLE series (
            id INTEGER PRIMARY KEY, device TEXT NOT NULL, quantity TEXT NOT NULL, domain TEXT NOT NULL, unit TEXT NOT NULL,
            UNIQUE (device, quantity));
        CREATE TABLE latest (
            series INTEGER PRIMARY KEY, observed_at INTEGER NOT NULL, received_at INTEGER NOT NULL, value_bits INTEGER NOT NULL,
            quality INTEGER NOT NULL, reasons INTEGER NOT NULL);
        CREATE TABLE open_block (
            hour INTEGER NOT NULL, series INTEGER NOT NULL, part INTEGER NOT NULL, entries BLOB NOT NULL,
            PRIMARY KEY (hour, part, series)) WITHOUT ROWID;
        CREATE INDEX open_block_by_series ON open_block (series, hour, part);
        """;

    /// <summary>Format 2 added these. <c>start</c> and <c>until</c> are the first and the last moment; blocks of a series do not overlap.</summary>
    const string Packed = """
        CREATE TABLE block (
            series INTEGER NOT NULL, start INTEGER NOT NULL, until INTEGER NOT NULL, count INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (series, start)) WITHOUT ROWID;
        CREATE TABLE damaged_block (
            series INTEGER NOT NULL, start INTEGER NOT NULL, until INTEGER NOT NULL, count INTEGER NOT NULL, packed INTEGER NOT NULL,
            bytes BLOB NOT NULL);
        """;

    /// <summary>Opens the file to write, makes it where there is none, and says what is in it.</summary>
    /// <exception cref="TelemetryFormatException">A newer format, or not a telemetry store.</exception>
    /// <exception cref="DamagedFileException">It cannot be read.</exception>
    public static (SqliteConnection Connection, TelemetryFileState State) OpenToWrite(string path)
    {
        try
        {
            return OpenSound(path);
        }
        catch (SqliteException e) when (DamagedFileException.Tells(e))
        {
            throw new DamagedFileException(
                path,
                "Restore it from its backup, or move it away with the -wal and -shm beside it: the readings in it are then lost, but for those the journal still has.",
                e);
        }
    }

    static (SqliteConnection Connection, TelemetryFileState State) OpenSound(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            var format = ReadFormat(connection, path);
            if (format is null)
            {
                Create(connection);
            }

            SqliteFile.Execute(connection, $"PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {CheckpointPages};");
            if (format < Format)
            {
                SqliteFile.Execute(connection, $"BEGIN IMMEDIATE; {Packed} UPDATE meta SET format = {Format} WHERE id = 1; COMMIT;");
            }

            SqliteFile.Execute(connection, "PRAGMA cache_size = -32768; PRAGMA journal_size_limit = 67108864;");
            return (connection, Load(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenToRead(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        SqliteFile.Execute(connection, "PRAGMA cache_size = -8192;");
        return connection;
    }

    static TelemetryFileState Load(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT journal_id, position, received_at FROM meta WHERE id = 1";
        using var row = command.ExecuteReader();
        row.Read();
        return row.IsDBNull(0)
            ? new TelemetryFileState(null, null, LoadSeries(connection))
            : new TelemetryFileState(
                new JournalPosition(Guid.Parse(row.GetString(0)), row.GetInt64(1)), row.GetInt64(2), LoadSeries(connection));
    }

    static List<StoredSeries> LoadSeries(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT id, device, quantity, domain, unit, observed_at, received_at, value_bits, quality, reasons
            FROM series LEFT JOIN latest ON series = id
            """;
        using var row = command.ExecuteReader();
        var found = new List<StoredSeries>();
        while (row.Read())
        {
            var id = new SeriesId(row.GetString(1), row.GetString(2));
            found.Add(new StoredSeries(row.GetInt32(0), new Series(id, row.GetString(3), row.GetString(4)))
            {
                Latest = row.IsDBNull(5) ? null : new Reading(
                    id, row.GetInt64(5), row.GetInt64(6), BitConverter.Int64BitsToDouble(row.GetInt64(7)),
                    (Quality)row.GetByte(8), (QualityReasons)row.GetByte(9)),
            });
        }

        return found;
    }

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // No pool: closing the store must close the file. One process writes it, so a lock is somebody's tool and soon gone.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 2 };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Null for an empty file.</summary>
    static long? ReadFormat(SqliteConnection connection, string path)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_schema";
            if ((long)command.ExecuteScalar()! == 0)
            {
                return null;
            }

            command.CommandText = "SELECT format FROM meta WHERE id = 1";
            return command.ExecuteScalar() switch
            {
                long format and > 0 and <= Format => format,
                long format and > Format => throw new TelemetryFormatException(
                    $"{path} has format {format}, written by a newer version; this version reads formats up to {Format}. Start the newer version, or choose another data folder."),
                _ => throw NotOurs(path, null),
            };
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            throw NotOurs(path, e);
        }
    }

    static TelemetryFormatException NotOurs(string path, Exception? cause)
    {
        var message = $"{path} is not a telemetry store. Move it away, or choose another data folder.";
        return cause is null ? new TelemetryFormatException(message) : new TelemetryFormatException(message, cause);
    }

    static void Create(SqliteConnection connection)
    {
        // Neither the size of a page nor whether pages can be given back can be chosen once the first one is written.
        SqliteFile.Execute(connection, "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        SqliteFile.Execute(connection, $"BEGIN IMMEDIATE; {Schema} {Packed} INSERT INTO meta (id, format) VALUES (1, {Format}); COMMIT;");
    }
}
