using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CityOps.Benchmarks;

/// <summary>What a result must say about where it was measured.</summary>
static class Machine
{
    public static string Describe()
    {
        var model = Value("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = Value("/proc/meminfo", "MemTotal") is { } kilobytes
            ? string.Create(CultureInfo.InvariantCulture, $"{double.Parse(kilobytes.Split(' ')[0], CultureInfo.InvariantCulture) / 1024 / 1024:0.0} GiB memory")
            : "memory unknown";
        return $"{Environment.ProcessorCount} cores of {model}, {memory}, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, "
            + $"data on {new DriveInfo(Path.GetTempPath()).DriveFormat}";
    }

    /// <summary>1, 5 and 15 minutes.</summary>
    public static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    /// <summary>The commit, and whether the working copy differs from it.</summary>
    public static string Commit(string folder)
    {
        var commit = Ask("git", "-C", folder, "rev-parse", "--short", "HEAD");
        return commit is null ? "unknown" : commit + (Ask("git", "-C", folder, "status", "--porcelain", "-uno") is "" ? "" : " with changes");
    }

    /// <summary>The first line that a program says; null where it cannot be asked.</summary>
    public static string? Ask(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return said.Split('\n')[0].Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static string? Value(string file, string name) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
