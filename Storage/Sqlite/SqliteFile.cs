using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Sqlite;

/// <summary>Opens our own SQLite files the one way that survives a power cut: WAL with a sync at every commit.</summary>
static class SqliteFile
{
    public static SqliteConnection OpenForWriting(string path, int pageSize = 4096)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA page_size={pageSize}"));
            Execute(connection, "PRAGMA journal_mode=WAL");
            Execute(connection, "PRAGMA synchronous=FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string path) => Connect(path, SqliteOpenMode.ReadOnly);

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    /// <summary>Numbers as the value of one parameter, for <c>json_each</c>.</summary>
    public static string List(IEnumerable<long> numbers) =>
        "[" + string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>
    /// Reads the whole file and says what is wrong with its structure; null = nothing. For small files: a large one takes seconds.
    /// </summary>
    /// <exception cref="SqliteException">So wrong that SQLite does not look further, or something else is.</exception>
    public static string? FirstFault(SqliteConnection connection) =>
        Scalar(connection, "PRAGMA quick_check(1)") is string found and not "ok" ? found.ReplaceLineEndings(" ").TrimEnd('.') : null;

    /// <summary>
    /// Makes a new file's tables and writes its format, or brings an existing one to this format.
    /// </summary>
    /// <param name="schema">The whole of it, for a new file.</param>
    /// <param name="steps">The first leads from format 1 to 2, and so on; a file takes those it has not had yet, or none.</param>
    /// <exception cref="NewerFormatException">The file was written by a newer program.</exception>
    public static void EnsureFormat(SqliteConnection connection, int format, string schema, params ReadOnlySpan<string> steps)
    {
        var found = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (found > format)
        {
            throw new NewerFormatException(connection.DataSource, found, format);
        }

        if (found < format)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var step in found == 0 ? [schema] : steps[(found - 1)..])
            {
                Execute(connection, step);
            }

            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={format}"));
            transaction.Commit();
        }
    }

    static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        return connection;
    }
}
