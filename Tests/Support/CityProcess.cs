using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CityOps.Tests.Support;

/// <summary>
/// The product as a user starts it: the built Dashboard in a process of its own, on free loopback ports, with a data folder of
/// the test's. Without the simulated city unless asked for.
/// </summary>
sealed class CityProcess : IAsyncDisposable
{
    public const string AdminKey = "test-key-of-the-administrator";

    static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly ConcurrentQueue<string> _output = new();
    readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    CityProcess(Process process, int webPort, int mqttPort)
    {
        (_process, WebPort, MqttPort) = (process, webPort, mqttPort);
        BaseAddress = new Uri($"http://localhost:{webPort.ToString(CultureInfo.InvariantCulture)}");
        Http = new HttpClient { BaseAddress = BaseAddress };
        Anonymous = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = BaseAddress };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public int WebPort { get; }

    public int MqttPort { get; }

    public Uri BaseAddress { get; }

    /// <summary>With the administrator's key.</summary>
    public HttpClient Http { get; }

    /// <summary>Without any identity; follows no redirect.</summary>
    public HttpClient Anonymous { get; }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts the city and returns when its pages can be opened.</summary>
    public static async Task<CityProcess> StartAsync(string dataFolder, string environment = "Development", params string[] settings)
    {
        var (webPort, mqttPort) = (FreePort(), FreePort());
        var city = Launch(webPort, mqttPort, dataFolder, environment, ["--Demo:Enabled=false", .. settings]);
        try
        {
            await Task.WhenAny(city._listening.Task, city._process.WaitForExitAsync()).WaitAsync(StartWithin);
            Assert.True(city._listening.Task.IsCompleted, $"The city did not start:\n{city.Output}");
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the city where it is expected to refuse, and returns its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Output)> RunToExitAsync(int webPort, int mqttPort, string dataFolder, string environment, params string[] settings)
    {
        await using var city = Launch(webPort, mqttPort, dataFolder, environment, settings);
        await city._process.WaitForExitAsync().WaitAsync(StartWithin);
        return (city._process.ExitCode, city.Output);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ctrl-C, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var interrupt = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(StartWithin);
        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(StartWithin);
    }

    /// <summary>Publishes as a device would, QoS 1, with the real command; returns when the broker has acknowledged it.</summary>
    public async Task PublishAsync(string topic, string payload)
    {
        using var publish = Process.Start(
            Servers.MosquittoPub, ["-h", "localhost", "-p", MqttPort.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", topic, "-m", payload]);
        await publish.WaitForExitAsync().WaitAsync(StartWithin);
        Assert.Equal(0, publish.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Http.Dispose();
        Anonymous.Dispose();
        _process.Dispose();
    }

    static CityProcess Launch(int webPort, int mqttPort, string dataFolder, string environment, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["DOTNET_ENVIRONMENT"] = environment },
        };
        foreach (var argument in (IEnumerable<string>)
                 [
                     "CityOps.Dashboard.dll", $"--Urls=http://localhost:{webPort.ToString(CultureInfo.InvariantCulture)}",
                     $"--Broker:Port={mqttPort.ToString(CultureInfo.InvariantCulture)}", $"--Data:Path={dataFolder}",
                     $"--Setup:AdminApiKey={AdminKey}", .. settings,
                 ])
        {
            start.ArgumentList.Add(argument);
        }

        var city = new CityProcess(new Process { StartInfo = start }, webPort, mqttPort);
        city._process.OutputDataReceived += (_, line) => city.Read(line.Data);
        city._process.ErrorDataReceived += (_, line) => city.Read(line.Data);
        city._process.Start();
        city._process.BeginOutputReadLine();
        city._process.BeginErrorReadLine();
        return city;
    }

    void Read(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            if (line.Contains("Application started", StringComparison.Ordinal))
            {
                _listening.TrySetResult();
            }
        }
    }
}
