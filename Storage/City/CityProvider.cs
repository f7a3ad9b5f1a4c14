using System.Data;
using System.Data.Common;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace CityOps.Storage.City;

/// <summary>All that the city database knows of a provider: how it is opened, locked and migrated. Nothing else may.</summary>
static class CityProvider
{
    const int BusySeconds = 5;

    public static DbContextOptionsBuilder UseCitySqlite(this DbContextOptionsBuilder options, string path) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = BusySeconds, ForeignKeys = true }.ConnectionString)
        .AddInterceptors(SqlitePragmas.Instance);

    /// <summary>
    /// Begins a transaction that nobody else writes beside. SQLite takes the file's write lock at once (BEGIN IMMEDIATE, the
    /// provider's default); other databases hold the counter's row until the commit, which orders commits by their numbers.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginWriteAsync(this CityDatabase db, string counter, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldAsync(counter, cancellationToken);
        return transaction;
    }

    /// <summary>Holds one more counter's row to the end of the transaction; whoever holds two takes the audit trail's last.</summary>
    public static async Task HoldAsync(this CityDatabase db, string counter, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Counters.Where(c => c.Name == counter)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value), cancellationToken);
        }
    }

    /// <summary>
    /// Begins a transaction whose queries all see one moment and block no writer. SQLite's provider starts a deferred
    /// transaction for this level, and in WAL mode that is a snapshot.
    /// </summary>
    public static Task<IDbContextTransaction> BeginReadAsync(this CityDatabase db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(
            db.Database.IsSqlite() ? IsolationLevel.ReadUncommitted : IsolationLevel.RepeatableRead, cancellationToken);

    /// <summary>Rows of the audit trail can be added and read, not changed or deleted, not even by hand.</summary>
    public static void MakeAuditAppendOnly(this MigrationBuilder migration)
    {
        if (migration.IsSqlite())
        {
            foreach (var act in (string[])["UPDATE", "DELETE"])
            {
                migration.Sql($"CREATE TRIGGER audit_no_{act} BEFORE {act} ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;");
            }
        }
    }

    /// <summary>Nor can one take the place of another, which SQLite counts as neither.</summary>
    public static void RefuseAuditReplacement(this MigrationBuilder migration)
    {
        if (migration.IsSqlite())
        {
            migration.Sql(
                "CREATE TRIGGER audit_no_REPLACE BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE Number = NEW.Number) " +
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;");
        }
    }

    /// <summary>Rows of a table that is a record can be added and read, not changed, deleted or replaced, not even by hand.</summary>
    public static void MakeAppendOnly(this MigrationBuilder migration, string table)
    {
        if (migration.IsSqlite())
        {
            var refusal = $"BEGIN SELECT RAISE(ABORT, 'the table {table} is append-only'); END;";
            migration.Sql($"CREATE TRIGGER {table}_no_UPDATE BEFORE UPDATE ON {table} {refusal}");
            migration.Sql($"CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} {refusal}");
            migration.Sql($"CREATE TRIGGER {table}_no_REPLACE BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE Number = NEW.Number) {refusal}");
        }
    }

    /// <summary>
    /// The first entry whose columns are not of the kind that the program writes: SQLite keeps anything in any column, reads it as text, and
    /// compares it as something else. Null where there is none.
    /// </summary>
    public static async Task<long?> OddAuditRowAsync(this CityDatabase db, CancellationToken cancellationToken) => !db.Database.IsSqlite() ? null
        : await db.Database.SqlQueryRaw<long?>(
            "SELECT Number AS Value FROM audit WHERE typeof(At) <> 'integer' OR typeof(Who) <> 'text' OR typeof(Action) <> 'text' OR typeof(Subject) <> 'text' " +
            "OR typeof(Address) NOT IN ('text', 'null') OR typeof(Before) NOT IN ('text', 'null') OR typeof(After) NOT IN ('text', 'null') OR typeof(Hash) <> 'blob' " +
            "ORDER BY Number LIMIT 1").FirstOrDefaultAsync(cancellationToken);

    /// <summary>Another connection held the file for longer than the busy timeout.</summary>
    public static bool IsBusy(Exception error) =>
        (error as SqliteException ?? error.InnerException as SqliteException)?.SqliteErrorCode is
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED;

    /// <summary>Reads the file once as a whole, before anybody relies on it: SQLite itself would meet a broken page only when it needs that page.</summary>
    /// <exception cref="DamagedFileException">It cannot be read.</exception>
    public static void CheckFile(this CityDatabase db)
    {
        if (!db.Database.IsSqlite() || db.Database.GetDbConnection().DataSource is var path && !File.Exists(path))
        {
            return;
        }

        const string Remedy =
            "Restore it from its backup, or move it away with the -wal and -shm beside it: alerts, acknowledgements, rules and registry then begin anew.";
        try
        {
            using var connection = SqliteFile.OpenForReading(path);
            if (SqliteFile.FirstFault(connection) is { } fault)
            {
                throw new DamagedFileException(path, fault, Remedy);
            }
        }
        catch (SqliteException e)
        {
            if (DamagedFileException.Tells(e))
            {
                throw new DamagedFileException(path, Remedy, e);
            }

            // A lock, say, is met again by whoever opens the file to use it, and they have the patience for it.
        }
    }

    /// <summary>
    /// Takes the right to migrate this file, across processes. Entity Framework's own lock is a row that outlives a killed
    /// process and would stop every later start; with this lock of the operating system held, such a row is a leftover.
    /// </summary>
    public static async Task<IDisposable?> BeginMigrationAsync(this CityDatabase db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            return null;
        }

        var file = await OpenLockFileAsync(db.Database.GetDbConnection().DataSource + ".migrating", clock, cancellationToken);
        if (File.Exists(db.Database.GetDbConnection().DataSource))
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"; PRAGMA journal_mode=WAL;", cancellationToken);
        }

        return file;
    }

    static async Task<FileStream> OpenLockFileAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException) when (attempt < 300 && File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
            }
        }
    }

    sealed class SqlitePragmas : DbConnectionInterceptor
    {
        // FULL: an alert that a snapshot of the evaluator counts as written must survive a power cut.
        const string Pragmas = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL;";

        public static SqlitePragmas Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
