using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// Gives back to the volume what packing and erasing have freed, but for a reserve that is soon written again. Files of format 1
/// cannot: theirs is used again and never given back. One caller at a time.
/// </summary>
sealed class FreePages(SqliteConnection connection)
{
    /// <summary>Pages in one transaction: 4 MiB are moved at most.</summary>
    const int Step = 256;

    /// <summary>An eighth of the file, and 16 MiB at least.</summary>
    const int LeastReserve = 1_024, ShareOfReserve = 8;

    const long Incremental = 2;

    /// <summary>Returns whether there is more to give back.</summary>
    /// <exception cref="SqliteException">The disk is full, the file is locked, or worse.</exception>
    public bool GiveBack()
    {
        var excess = Ask("freelist_count") - Math.Max(LeastReserve, Ask("page_count") / ShareOfReserve);
        if (excess < Step || Ask("auto_vacuum") != Incremental)
        {
            return false;
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA incremental_vacuum({Step})";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            // One page a row.
        }

        return true;
    }

    long Ask(string pragma) => (long)SqliteFile.Scalar(connection, $"PRAGMA {pragma}")!;
}
