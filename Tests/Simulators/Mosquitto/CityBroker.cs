using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using CityOps.Tests.Conventions;
using CityOps.Tests.Support;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>The real mosquitto with the product's own mosquitto.conf, on a free loopback port, with files in a folder of the test's.</summary>
sealed class CityBroker : IAsyncDisposable
{
    public const string Gateway = "gw-sims";
    public const string Password = "a password of the gateway";

    static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    readonly TempFolder folder = new();
    Process? process;

    /// <param name="listener">More lines of the listener, such as its certificate.</param>
    public CityBroker(string listener = "")
    {
        Directory.CreateDirectory(folder.File("data"));
        Run(Servers.MosquittoPasswd, "-b", "-c", folder.File("passwd"), Gateway, Password);
        Run(Servers.MosquittoPasswd, "-b", folder.File("passwd"), "counter", Password);
        Run(Servers.MosquittoPasswd, "-b", folder.File("passwd"), "aq-001", Password);
        File.WriteAllText(folder.File("acl"), $"""
            user {Gateway}
            topic write cityops/v1/+/+/readings
            topic write cityops/v1/+/+/status
            user counter
            topic read cityops/v1/#
            user aq-001
            topic write cityops/v1/+/aq-001/#

            """);
        File.WriteAllText(folder.File("mosquitto.conf"), Sources.Text("mosquitto.conf")
            .Replace("listener 1883", $"listener {Port.ToString(CultureInfo.InvariantCulture)} 127.0.0.1\n{listener}", StringComparison.Ordinal)
            .Replace("/mosquitto/config", folder.Path, StringComparison.Ordinal)
            .Replace("/mosquitto/data", folder.File("data"), StringComparison.Ordinal) + "user root\n");
    }

    public int Port { get; } = CityProcess.FreePort();

    /// <summary>Starts it, or starts it again, and returns when it takes connections.</summary>
    public async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo(Servers.Mosquitto, ["-c", folder.File("mosquitto.conf")]) { RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        await Eventually.SatisfiesAsync(AnswersAsync, answers => answers, "mosquitto listens");
    }

    /// <summary>SIGTERM: it writes its sessions to disk and ends.</summary>
    public async Task StopAsync()
    {
        Run("kill", "-TERM", process!.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync().WaitAsync(Within);
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await StopAsync();
        }

        folder.Dispose();
    }

    static void Run(string program, params string[] arguments)
    {
        using var one = Process.Start(program, arguments);
        Assert.True(one.WaitForExit(Within) && one.ExitCode == 0, $"{program} {arguments[0]} failed");
    }

    async Task<bool> AnswersAsync()
    {
        Assert.False(process!.HasExited, "mosquitto ended at its start");
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
