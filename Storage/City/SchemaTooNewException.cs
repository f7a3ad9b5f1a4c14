namespace CityOps.Storage.City;

/// <summary>The city database was written by a newer program than this one. The message says so in words.</summary>
public sealed class SchemaTooNewException(string database, string found, string newestKnown) : Exception(
    $"The city database {database} has schema {found}, which is newer than this program knows (up to {newestKnown}). " +
    "Start the newer program, or restore a backup made before it ran.");
