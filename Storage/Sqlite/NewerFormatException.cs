using System.Globalization;

namespace CityOps.Storage.Sqlite;

/// <summary>A file of ours was written by a newer program than this one. Nothing was changed in it.</summary>
public sealed class NewerFormatException(string file, int found, int known) : IOException(string.Create(
    CultureInfo.InvariantCulture,
    $"{file} has format {found}, and this program knows formats up to {known}. Run the newer program, or point Data:Path elsewhere."));
