using System.Globalization;

namespace CityOps.Benchmarks.Intake;

/// <summary>What a process has used so far, as Linux counts it.</summary>
/// <param name="CpuSeconds">In user and system mode, all threads; in steps of 10 ms.</param>
/// <param name="PeakMegabytes">The most that was resident at once since its start.</param>
readonly record struct ProcessUsage(double CpuSeconds, double PeakMegabytes)
{
    const double TicksPerSecond = 100;
    const int UserTicks = 11;

    public static ProcessUsage Of(int processId)
    {
        var folder = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
        // The second field is the program's name in brackets and may hold anything; what follows the last bracket is numbered from the state.
        var stat = File.ReadAllText($"{folder}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[UserTicks], CultureInfo.InvariantCulture) + long.Parse(fields[UserTicks + 1], CultureInfo.InvariantCulture);
        var peak = File.ReadLines($"{folder}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return new(ticks / TicksPerSecond, double.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024);
    }
}
