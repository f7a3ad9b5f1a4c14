using System.Diagnostics;
using System.Globalization;

namespace CityOps.Benchmarks.Rig;

/// <summary>A small volume in memory that somebody else can fill. Needs the right to mount; without it, it is missing like a server.</summary>
sealed class SmallDisk : IDisposable
{
    readonly TempFolder _folder = new();

    SmallDisk()
    {
    }

    public string Path => _folder.Path;

    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        var (code, said) = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0700"), "cityops-small-disk", disk.Path);
        if (code != 0)
        {
            disk._folder.Dispose();
            throw Servers.Missing($"a small disk cannot be mounted here ({said.Trim()})");
        }

        return disk;
    }

    /// <summary>Another program takes all the room that is left.</summary>
    public void Fill()
    {
        using var ballast = File.Open(Ballast, FileMode.Append);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // Full. What did not fit as a whole may still fit byte by byte; nobody can do much with less than a block.
        }
    }

    /// <summary>And gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    string Ballast => _folder.File("ballast");

    static (int Code, string Said) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
