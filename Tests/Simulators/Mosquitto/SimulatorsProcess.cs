using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>The Simulators program as a user starts it.</summary>
sealed class SimulatorsProcess : IAsyncDisposable
{
    static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    readonly ConcurrentQueue<string> lines = new();
    readonly SemaphoreSlim pulse = new(0);
    readonly Process process;

    public SimulatorsProcess(string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", $"CityOps.Simulators.dll {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => pulse.Release();
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', lines);

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string words)
    {
        while (!Output.Contains(words, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"It ended before it said '{words}':\n{Output}");
            Assert.True(await pulse.WaitAsync(Within), $"It did not say '{words}':\n{Output}");
        }
    }

    /// <summary>For what it says at its end: its last lines may come after its exit.</summary>
    public async Task SaidAsync(string words)
    {
        while (!Output.Contains(words, StringComparison.Ordinal))
        {
            Assert.True(await pulse.WaitAsync(Within), $"It did not say '{words}':\n{Output}");
        }
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Within);
        return process.ExitCode;
    }

    /// <summary>SIGTERM, as a container or a service manager stops it.</summary>
    public async Task<int> StopAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    /// <summary>What its last line says, by the word before each number.</summary>
    public Account FinalAccount()
    {
        var line = Assert.Single(lines, line => line.StartsWith("Stopped: ", StringComparison.Ordinal));
        return new Account(line, Of("sent"), Of("acknowledged"), Of("unsent"), Of("sent again"), Of("acknowledged without a subscriber"));

        long Of(string word) => Number(word).Match(line) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    static Regex Number(string word) => new($@"[:;,] {word} (\d+)");

    void Read(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            pulse.Release();
        }
    }

    public sealed record Account(string Line, long Sent, long Acknowledged, long Unsent, long Repeated, long Unheard);
}
