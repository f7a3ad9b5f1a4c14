using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CityOps.Benchmarks.Screen;

/// <summary>The viewers in a process of their own, so that their work is not ours.</summary>
sealed class ViewersProcess : IAsyncDisposable
{
    readonly Process _process;

    ViewersProcess(Process process) => _process = process;

    /// <summary>Returns when all are connected.</summary>
    public static async Task<ViewersProcess> StartAsync(Uri address, int count, int stations, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(ViewersProcess).Assembly.Location, "viewers", "--url", address.ToString(), "--count", Text(count), "--stations", Text(stations),
        ])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var viewers = new ViewersProcess(Process.Start(start)!);
        if (await viewers._process.StandardOutput.ReadLineAsync(ct) != "ready")
        {
            await viewers.DisposeAsync();
            throw new InvalidOperationException("The viewers did not come to be connected.");
        }

        return viewers;
    }

    /// <summary>Sends them home and returns what they heard.</summary>
    public async Task<ViewersHeard> EndAsync(CancellationToken ct)
    {
        _process.StandardInput.Close();
        var told = JsonSerializer.Deserialize<ViewersHeard>((await _process.StandardOutput.ReadLineAsync(ct))!, JsonSerializerOptions.Web)!;
        await _process.WaitForExitAsync(ct);
        return told;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
