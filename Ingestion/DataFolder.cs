using System.Globalization;
using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion;

/// <summary>
/// The data folder, held by this process alone: two owners of one journal would lose readings. The lock is the operating
/// system's, so it goes with the process however that ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    // How a lock held by somebody else is told, by Linux and macOS (EAGAIN) and by Windows.
    const int WouldBlock = 11;
    const int WouldBlockOnMac = 35;
    const int SharingViolation = unchecked((int)0x80070020);

    readonly FileStream _lock;

    DataFolder(FileStream held) => _lock = held;

    /// <exception cref="DataFolderHeldException">Another process holds it.</exception>
    /// <exception cref="SettingsException">It cannot be written.</exception>
    public static DataFolder Open(string lockFile)
    {
        try
        {
            Make(Path.GetDirectoryName(lockFile)!);
            var held = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(
                lockFile + ".holder", string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
            return new DataFolder(held);
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            throw new DataFolderHeldException(lockFile, ReadHolder(lockFile + ".holder"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"Data:Path: the folder cannot be used: {e.Message}"]);
        }
    }

    public void Dispose()
    {
        File.Delete(_lock.Name + ".holder");
        _lock.Dispose();
    }

    /// <summary>For its owner alone: in it are the keys of cookies, hashes of passwords and everybody's readings. One that is there stays as it is.</summary>
    static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static string ReadHolder(string path) => File.Exists(path) ? File.ReadAllText(path) : "another process";
}

/// <summary>Somebody else holds the data folder.</summary>
public sealed class DataFolderHeldException(string lockFile, string holder)
    : IOException($"The data folder {Path.GetDirectoryName(lockFile)} is in use by {holder}. Stop it, or give this one another folder with Data:Path.");
