using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Intake;

/// <summary>The peer: mosquitto → paho_consumer.py → the same InfluxDB, another database.</summary>
sealed class PeerSubject : IIntakeSubject
{
    const string Gateway = "gw-load";
    static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(20);

    readonly MosquittoServer _broker;
    readonly InfluxServer _influx;
    readonly string _database;
    readonly Process _process;
    readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock _gate = new();
    readonly List<double> _late = [];
    IntakeCounts _counts;

    PeerSubject(MosquittoServer broker, IReadOnlyDictionary<string, string> passwords, InfluxServer influx, string python)
    {
        (_broker, _influx, _database) = (broker, influx, influx.NewPrefix() + "_peer");
        Publisher = (Gateway, passwords[Gateway]);
        string[] words =
        [
            Checkout.File("Benchmarks/Intake/paho_consumer.py"), Text(broker.Port), ShippedBroker.City, passwords[ShippedBroker.City], Text(influx.Url.Port), _database,
        ];
        _process = new Process { StartInfo = new ProcessStartInfo(python, words) { RedirectStandardOutput = true, RedirectStandardError = true }, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Trouble = line.Data ?? Trouble;
        _process.Exited += (_, _) => _subscribed.TrySetException(new InvalidOperationException($"the paho consumer ended: {Trouble}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Processes = new Dictionary<Part, int> { [Part.Broker] = broker.ProcessId, [Part.Worker] = _process.Id, [Part.Store] = influx.ProcessId };
    }

    public int BrokerPort => _broker.Port;

    public (string User, string Password)? Publisher { get; }

    public IReadOnlyDictionary<Part, int> Processes { get; }

    string? Trouble { get; set; }

    /// <summary>The version of paho that a Python has; null where there is no such Python or no paho in it.</summary>
    public static async Task<string?> VersionAsync(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import paho.mqtt; print(paho.mqtt.__version__)"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var version = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? version.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public static async Task<IIntakeSubject> StartAsync(InfluxServer influx, string python)
    {
        var (broker, passwords) = await ShippedBroker.StartAsync(Gateway, "log_type error\n");
        var peer = new PeerSubject(broker, passwords, influx, python);
        try
        {
            await peer._subscribed.Task.WaitAsync(StartWithin);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public Task<IntakeCounts> CountsAsync()
    {
        lock (_gate)
        {
            return Task.FromResult(_counts);
        }
    }

    public Task<IntakeLatencies> LatenciesAsync()
    {
        lock (_gate)
        {
            var step = new IntakeLatencies(null, LatencyBuckets.Of(_late));
            _late.Clear();
            return Task.FromResult(step);
        }
    }

    public async Task<StoreCheck> FinishAsync(long messages) => new(await InfluxCount.CheckAsync(_influx, _database, messages));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        await _broker.DisposeAsync();
        await InfluxCount.DropAsync(_influx, [_database]);
    }

    void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        lock (_gate)
        {
            _counts = new(root.GetProperty("received").GetInt64(), root.GetProperty("stored").GetInt64(), 0, root.GetProperty("at").GetInt64());
            _late.AddRange(root.GetProperty("late").EnumerateArray().Select(late => late.GetDouble()));
        }

        _subscribed.TrySetResult();
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
