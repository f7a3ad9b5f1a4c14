using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Sqlite;

/// <summary>
/// A file of ours cannot be read any more. Its message is for the operator: which file, and what to do. Nothing was changed in it.
/// </summary>
/// <param name="why">What was found, without a full stop.</param>
/// <param name="remedy">What to do, and what that costs: whole sentences.</param>
public sealed class DamagedFileException(string file, string why, string remedy, Exception? cause = null)
    : IOException($"{file} is damaged: {why}. {remedy}", cause)
{
    internal DamagedFileException(string file, string remedy, SqliteException cause)
        : this(file, cause.Message.TrimEnd('.'), remedy, cause)
    {
    }

    /// <summary>SQLite found the file broken; a full disk, a lock or missing rights are something else.</summary>
    internal static bool Tells(SqliteException error) => error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;
}
