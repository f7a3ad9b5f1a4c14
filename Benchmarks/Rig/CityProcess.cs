using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using CityOps.Ingestion.Configuration;

namespace CityOps.Benchmarks.Rig;

/// <summary>
/// The product as a user starts it: a built program in a process of its own, on free loopback ports, with a data folder of the
/// caller's. The Dashboard with everything in it, without the simulated city unless asked for; or one of the parts.
/// </summary>
sealed class CityProcess : IAsyncDisposable
{
    public const string AdminKey = "test-key-of-the-administrator";

    static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly ConcurrentQueue<string> _output = new();
    readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    CityProcess(Process process, CityProgram program, int webPort, int mqttPort)
    {
        (_process, Program, WebPort, MqttPort) = (process, program, webPort, mqttPort);
        BaseAddress = new Uri($"http://localhost:{webPort.ToString(CultureInfo.InvariantCulture)}");
        Http = new HttpClient { BaseAddress = BaseAddress };
        Anonymous = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = BaseAddress };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public CityProgram Program { get; }

    public int WebPort { get; }

    public int MqttPort { get; }

    public int ProcessId => _process.Id;

    public Uri BaseAddress { get; }

    /// <summary>With the administrator's key.</summary>
    public HttpClient Http { get; }

    /// <summary>Without any identity; follows no redirect.</summary>
    public HttpClient Anonymous { get; }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts the city and returns when its pages can be opened.</summary>
    public static async Task<CityProcess> StartAsync(string dataFolder, string environment = "Development", params string[] settings)
    {
        var city = LaunchWhole(FreePort.Next(), FreePort.Next(), dataFolder, environment, settings);
        await city.StartedAsync();
        return city;
    }

    /// <summary>The same on ports that it had before, and without waiting for it: see <see cref="StartedAsync"/>.</summary>
    public static CityProcess LaunchWhole(int webPort, int mqttPort, string dataFolder, string environment, params string[] settings) =>
        Launch(CityProgram.Dashboard, webPort, mqttPort, dataFolder, environment, ["--Demo:Enabled=false", .. settings]);

    /// <summary>Starts a part of a city of separate processes, and does not wait for it: see <see cref="StartedAsync"/>.</summary>
    /// <param name="mqttPort">Of the broker that they share.</param>
    /// <param name="settings">Where the others are.</param>
    public static CityProcess LaunchPart(CityProgram program, int mqttPort, string dataFolder, string environment, params string[] settings) => Launch(
        program, FreePort.Next(), mqttPort, dataFolder, environment,
        ["--Ingestion:InProcess=false", "--Broker:Mode=External", "--Store:Kind=InfluxDb", "--Demo:Enabled=false", .. settings]);

    /// <summary>Starts a part with these variables and settings and nothing else but its port.</summary>
    public static CityProcess LaunchPart(CityProgram program, int webPort, int mqttPort, IReadOnlyDictionary<string, string> variables, params string[] settings) =>
        Launch(program, webPort, mqttPort, variables, settings);

    /// <summary>Starts the city where it is expected to refuse, and returns its exit code and what it said.</summary>
    public static Task<(int ExitCode, string Output)> RunToExitAsync(int webPort, int mqttPort, string dataFolder, string environment, params string[] settings) =>
        RunToExitAsync(CityProgram.Dashboard, webPort, mqttPort, dataFolder, environment, settings);

    public static async Task<(int ExitCode, string Output)> RunToExitAsync(
        CityProgram program, int webPort, int mqttPort, string dataFolder, string environment, params string[] settings)
    {
        await using var city = Launch(program, webPort, mqttPort, dataFolder, environment, settings);
        return (await city.ExitAsync(), city.Output);
    }

    /// <summary>Runs a verb that needs neither ports nor data, and returns its exit code and what it said.</summary>
    public static Task<(int ExitCode, string Output)> RunVerbAsync(CityProgram program, params string[] arguments) =>
        RunVerbAsync(program, VariablesOf("Production"), arguments);

    public static async Task<(int ExitCode, string Output)> RunVerbAsync(
        CityProgram program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        await using var verb = Launch(program, 0, 0, variables, arguments);
        return (await verb.ExitAsync(), verb.Output);
    }

    /// <summary>Returns when it serves HTTP; ends it where it does not come to that.</summary>
    public async Task StartedAsync()
    {
        try
        {
            await Task.WhenAny(_listening.Task, _process.WaitForExitAsync()).WaitAsync(StartWithin);
            if (!_listening.Task.IsCompleted)
            {
                throw new InvalidOperationException($"It did not start:\n{Output}");
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Ctrl-C, or another signal, and the exit code.</summary>
    public async Task<int> StopAsync(string signal = "INT")
    {
        using var interrupt = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    /// <summary>Waits until it ends; its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(StartWithin);
        return _process.ExitCode;
    }

    /// <summary>The most memory that it has held resident so far, in MB; zero when it has ended.</summary>
    public double PeakMegabytes()
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0;
        }
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
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"mosquitto_pub ended with {publish.ExitCode}");
        }
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

    static CityProcess Launch(CityProgram program, int webPort, int mqttPort, string dataFolder, string environment, string[] settings)
    {
        var web = webPort.ToString(CultureInfo.InvariantCulture);
        return Launch(
            program, webPort, mqttPort, VariablesOf(environment),
            [
                program == CityProgram.Dashboard ? $"--Urls=http://localhost:{web}" : $"--Ingestion:HttpPort={web}",
                $"--Broker:Port={mqttPort.ToString(CultureInfo.InvariantCulture)}", $"--Data:Path={dataFolder}", $"--Setup:AdminApiKey={AdminKey}", .. settings,
            ]);
    }

    static Dictionary<string, string> VariablesOf(string environment) => new() { ["ASPNETCORE_ENVIRONMENT"] = environment, ["DOTNET_ENVIRONMENT"] = environment };

    static CityProcess Launch(
        CityProgram program, int webPort, int mqttPort, IReadOnlyDictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Beside its own appsettings.json.
            WorkingDirectory = Checkout.FolderOf(program.ToString()),
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in arguments.Prepend($"CityOps.{program}.dll"))
        {
            start.ArgumentList.Add(argument);
        }

        var city = new CityProcess(new Process { StartInfo = start }, program, webPort, mqttPort);
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
