using System.IO.Compression;

namespace CityOps.Tests.Replay;

/// <summary>Recorded measurements of real cities: a folder <c>shared/samples</c> beside or above the repository. They are not part of it.</summary>
static class Samples
{
    const string What = "shared/samples";

    /// <summary>The rows of a table, each a cell by its column's name. Skips the test by name where the recordings are missing.</summary>
    public static List<Dictionary<string, string>> Table(string file)
    {
        var path = PathOf(file);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path));
        // None of the recordings has a quoted cell.
        var names = reader.ReadLine()!.Split(',');
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second));
        }

        return rows;
    }

    /// <summary>Where a recording is. Skips the test by name where the recordings are missing.</summary>
    public static string PathOf(string file) => Path.Combine(Folder(), file);

    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, What, "data");
            if (Directory.Exists(samples))
            {
                return samples;
            }
        }

        Assert.Skip($"no folder {What} beside or above the repository");
        return "";
    }
}
