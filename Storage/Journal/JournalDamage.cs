using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Storage.Journal;

/// <summary>
/// What the operator is told of a broken file of the journal. Its files belong together: without one of them positions would be
/// given a second time, and the store, which knows them as stored, would leave out what they stand for now.
/// </summary>
static class JournalDamage
{
    public static DamagedFileException Of(string path, SqliteException cause) => new(path, Remedy(path), cause);

    public static DamagedFileException Of(string path, string why, Exception? cause = null) => new(path, why, Remedy(path), cause);

    static string Remedy(string path) =>
        $"Restore the data folder from its backup, or move the whole folder {Path.GetDirectoryName(Path.GetFullPath(path))} away: messages that " +
        "were not yet stored and judged, the ledger's counts and the quarantine are then lost.";
}
