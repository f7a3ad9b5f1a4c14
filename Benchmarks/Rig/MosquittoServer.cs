using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CityOps.Benchmarks.Rig;

/// <summary>
/// The real mosquitto on a free loopback port, with a folder of its own for configuration and data. It can be stopped, killed and
/// started again on the same port and data. Runs as whoever runs this program.
/// </summary>
sealed partial class MosquittoServer : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    readonly TempFolder _folder = new();
    readonly ConcurrentQueue<string> _log = new();
    Process? _process;
    bool _disposed;

    MosquittoServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>Of the process that runs.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Where passwd and acl are, if there are any.</summary>
    public string Folder => _folder.Path;

    /// <summary>What it has said since the first start, all kinds of lines.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>The settings of a production broker without passwords, for all who do not ask for any.</summary>
    public static string OpenConfiguration =>
        "allow_anonymous true\npersistence true\nmax_inflight_messages 0\nmax_queued_messages 0\nmax_packet_size 300000\nautosave_interval 1800\n";

    /// <param name="configuration">
    /// Lines of mosquitto.conf; null = <see cref="OpenConfiguration"/>. Listener, folder of the data, user and log are put in here,
    /// {folder} stands for the folder. All kinds of lines are logged unless it has a log_type of its own.
    /// </param>
    /// <param name="files">Files to put into the folder before the start.</param>
    public static async Task<MosquittoServer> StartAsync(string? configuration = null, params (string Name, string Text)[] files)
    {
        var server = new MosquittoServer(FreePort.Next());
        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(server._folder.File(name), text);
        }

        var own = string.Create(
            CultureInfo.InvariantCulture,
            $"listener {server.Port} 127.0.0.1\npersistence_location {server.Folder}/\nlog_dest stderr\n");
        var user = Environment.IsPrivilegedProcess ? "user root\n" : "";
        var log = configuration?.Contains("log_type ", StringComparison.Ordinal) == true ? "" : "log_type all\n";
        var text1 = (configuration ?? OpenConfiguration).Replace("{folder}", server.Folder, StringComparison.Ordinal);
        await File.WriteAllTextAsync(server._folder.File("mosquitto.conf"), own + log + user + text1);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it where it does not run, and returns when it accepts connections.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Servers.Mosquitto, ["-c", _folder.File("mosquitto.conf")]) { RedirectStandardError = true };
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        await Eventually.SatisfiesAsync(AcceptsAsync, yes => yes, $"mosquitto accepts; it said: {string.Join('\n', _log)}");
    }

    /// <summary>SIGTERM: it saves what it holds.</summary>
    public Task StopAsync() => EndAsync(process =>
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    });

    /// <summary>kill -9: what it has not saved is gone.</summary>
    public Task KillAsync() => EndAsync(process => process.Kill());

    /// <summary>Forgets sessions and retained messages; while it does not run.</summary>
    public void ForgetAll() => File.Delete(_folder.File("mosquitto.db"));

    /// <summary>Reads password and access files again, as SIGHUP does.</summary>
    public async Task ReloadAsync()
    {
        var before = _log.Count;
        using var kill = Process.Start("kill", ["-HUP", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await SaysAsync("Reloading", before);
    }

    /// <summary>The ids of the packets of a kind between a client and us, in order; kinds as in the log, such as "Received PUBACK from".</summary>
    /// <param name="topic">Of a PUBLISH; null = all.</param>
    public List<int> PacketIds(string kind, string client, int after = 0, string? topic = null) =>
    [
        .. _log.Skip(after).Where(line => line.Contains($"{kind} {client} (", StringComparison.Ordinal))
            .Where(line => topic is null || line.Contains($"'{topic}'", StringComparison.Ordinal))
            .Select(line => Mid().Match(line)).Select(mid => int.Parse(mid.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Waits for a line of the log that contains the words.</summary>
    public Task SaysAsync(string words, int after = 0) => Eventually.SatisfiesAsync(
        () => Task.FromResult(_log.Skip(after).Any(line => line.Contains(words, StringComparison.Ordinal))), said => said, $"mosquitto says '{words}'");

    /// <summary>Publishes with the real command; the exit code and what it said.</summary>
    public Task<(int Code, string Output)> PublishAsync(string topic, string payload, params string[] more) =>
        RunAsync(Servers.MosquittoPub, ["-t", topic, .. payload.Length == 0 ? (IEnumerable<string>)["-n"] : ["-m", payload], .. more]);

    /// <summary>Publishes the lines of a text as one message each, over one connection, QoS 1.</summary>
    public async Task PublishLinesAsync(string topic, IEnumerable<string> payloads)
    {
        var (code, output) = await RunAsync(Servers.MosquittoPub, ["-t", topic, "-q", "1", "-l"], string.Join('\n', payloads) + "\n");
        if (code != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program, ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = input is not null,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output + await error);
    }

    async Task EndAsync(Action<Process> end)
    {
        end(_process!);
        await _process!.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
        _process = null;
    }

    async Task<bool> AcceptsAsync()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"mosquitto did not start: {string.Join('\n', _log)}");
        }

        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }

    // "(d0, q1, r0, m12, …" of a PUBLISH, "(Mid: 12, …" of the others.
    [GeneratedRegex(@"\((?:d\d, q\d, r\d, m|Mid: )(\d+)")]
    private static partial Regex Mid();
}
