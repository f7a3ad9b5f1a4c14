using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace CityOps.Benchmarks.Rig;

/// <summary>
/// A real InfluxDB 1.x in a folder of its own, on free ports of the loopback. Started by the first who asks, so that a test is
/// skipped by name where the program is missing. It can be stopped, killed and started again with its data and its port.
/// </summary>
public sealed class InfluxServer : IAsyncDisposable
{
    static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    readonly TempFolder _folder = new();
    readonly int _httpPort = FreePort.Next();
    readonly int _rpcPort = FreePort.Next();
    readonly string[] _httpSettings;
    Process? _process;
    Task? _started;
    int _prefixes;

    public InfluxServer()
        : this([])
    {
    }

    InfluxServer(string[] httpSettings)
    {
        _httpSettings = httpSettings;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_httpPort}"));
        Http = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    /// <summary>Of the process that runs.</summary>
    public int ProcessId => _process!.Id;

    public HttpClient Http { get; }

    /// <param name="httpSettings">Lines for the section [http], such as <c>auth-enabled = true</c>.</param>
    public static async Task<InfluxServer> StartNewAsync(params string[] httpSettings)
    {
        var server = new InfluxServer(httpSettings);
        await server.StartedAsync();
        return server;
    }

    /// <summary>Of its data and its log on disk.</summary>
    public long DataBytes() => BytesIn("data") + BytesIn("wal");

    /// <summary>A prefix that no other user of this server has.</summary>
    public string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _prefixes)}");

    /// <summary>Starts it once; later calls wait for that.</summary>
    public Task StartedAsync() => _started ??= StartAsync();

    /// <summary>Returns when it answers.</summary>
    public async Task StartAsync()
    {
        var config = _folder.File("influxdb.conf");
        await File.WriteAllTextAsync(config, Config());
        var start = new ProcessStartInfo(Servers.Influxd, ["-config", config]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.SatisfiesAsync(PingAsync, answered => answered, "InfluxDB answers");
    }

    /// <summary>As an administrator would.</summary>
    public async Task StopAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Within);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Within);
    }

    /// <summary>The answer as text, whatever it is.</summary>
    public async Task<string> QueryAsync(string statement, string? database = null, string? login = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "query")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["q"] = statement, ["db"] = database ?? "", ["epoch"] = "ms" }),
        };
        if (login is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        }

        using var answer = await Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Writes lines past the product.</summary>
    public async Task WriteAsync(string database, string lines)
    {
        using var answer = await Http.PostAsync($"write?db={database}&precision=ms", new StringContent(lines));
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Http.Dispose();
        _folder.Dispose();
    }

    long BytesIn(string name) => new DirectoryInfo(_folder.File(name)) is { Exists: true } folder
        ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0)
        : 0;

    async Task<bool> PingAsync()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException("InfluxDB ended at its start");
        }

        try
        {
            using var answer = await Http.GetAsync("ping");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    string Config() =>
        $"""
        reporting-disabled = true
        bind-address = "127.0.0.1:{_rpcPort.ToString(CultureInfo.InvariantCulture)}"
        [meta]
          dir = "{_folder.File("meta")}"
        [data]
          dir = "{_folder.File("data")}"
          wal-dir = "{_folder.File("wal")}"
          query-log-enabled = false
        [monitor]
          store-enabled = false
        [subscriber]
          enabled = false
        [continuous_queries]
          enabled = false
        [http]
          bind-address = "127.0.0.1:{_httpPort.ToString(CultureInfo.InvariantCulture)}"
          log-enabled = false
        {string.Join('\n', _httpSettings.Select(line => "  " + line))}

        """;
}
