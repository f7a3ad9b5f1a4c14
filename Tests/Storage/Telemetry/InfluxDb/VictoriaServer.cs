using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityOps.Tests.Support;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>A real VictoriaMetrics in a folder of its own, which parses line protocol by itself. No store for us.</summary>
sealed class VictoriaServer : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly HttpClient http;
    Process? process;

    VictoriaServer(int port)
    {
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        http = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public static async Task<VictoriaServer> StartAsync()
    {
        var server = new VictoriaServer(FreePort.Next());
        var start = new ProcessStartInfo(
            Servers.VictoriaMetrics,
            [$"-storageDataPath={server.folder.File("data")}", $"-httpListenAddr={server.Url.Authority}", "-retentionPeriod=100y", "-loggerLevel=PANIC"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        server.process = Process.Start(start)!;
        server.process.ErrorDataReceived += static (_, _) => { };
        server.process.OutputDataReceived += static (_, _) => { };
        server.process.BeginErrorReadLine();
        server.process.BeginOutputReadLine();
        await Eventually.SatisfiesAsync(server.AnswersAsync, answers => answers, "VictoriaMetrics answers");
        return server;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> lines)
    {
        using var answer = await http.PostAsync("write?precision=ms", new ReadOnlyMemoryContent(lines));
        Assert.Equal(204, (int)answer.StatusCode);
    }

    /// <summary>Lines that it threw away: it says 204 to them too.</summary>
    public async Task<string?> RejectedAsync() =>
        (await http.GetStringAsync("metrics")).Split('\n').FirstOrDefault(line => line.StartsWith("vm_rows_invalid_total{type=\"influx\"}", StringComparison.Ordinal))?.Split(' ')[1];

    /// <summary>Everything it has, by the second.</summary>
    public async Task<IReadOnlyList<VictoriaPoint>> ExportAsync(long from, long to)
    {
        await http.GetStringAsync("internal/force_flush");
        var text = await http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"api/v1/export?match[]={{__name__!=\"\"}}&start={from / 1_000}&end={to / 1_000}"));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line =>
        {
            var series = JsonDocument.Parse(line).RootElement;
            var (name, device) = (series.GetProperty("metric").GetProperty("__name__").GetString()!, series.GetProperty("metric").GetProperty("device").GetString()!);
            return series.GetProperty("timestamps").EnumerateArray().Zip(series.GetProperty("values").EnumerateArray(), (at, value) => new VictoriaPoint(name, device, at.GetInt64(), value.GetDouble()));
        }).ToList();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        http.Dispose();
        folder.Dispose();
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await http.GetAsync("ping");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (process is { HasExited: false })
        {
            return false;
        }
    }
}

/// <param name="Name">Measurement and field, with an underscore between them.</param>
readonly record struct VictoriaPoint(string Name, string Device, long At, double Value);
