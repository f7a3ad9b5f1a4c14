using System.Globalization;

namespace CityOps.Ingestion;

/// <summary>
/// The data folder, held by this process alone: two owners of one journal would lose readings. The lock is the operating
/// system's, so it goes with the process however that ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    readonly FileStream _lock;

    DataFolder(FileStream held) => _lock = held;

    /// <exception cref="DataFolderHeldException">Another process holds it.</exception>
    public static DataFolder Open(string lockFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(lockFile)!);
        FileStream held;
        try
        {
            held = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DataFolderHeldException(lockFile, ReadHolder(lockFile + ".holder"));
        }

        File.WriteAllText(lockFile + ".holder", string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
        return new DataFolder(held);
    }

    public void Dispose()
    {
        File.Delete(_lock.Name + ".holder");
        _lock.Dispose();
    }

    static string ReadHolder(string path) => File.Exists(path) ? File.ReadAllText(path) : "another process";
}

/// <summary>Somebody else holds the data folder.</summary>
public sealed class DataFolderHeldException(string lockFile, string holder)
    : IOException($"The data folder {Path.GetDirectoryName(lockFile)} is in use by {holder}. Stop it, or give this one another folder with Data:Path.");
