using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityOps.Benchmarks.Rig;
using CityOps.Simulators.Load;

namespace CityOps.Benchmarks.Intake;

/// <summary>The command <c>load</c> in a process of its own, so that its CPU is its own too.</summary>
static class LoadProcess
{
    const int Devices = 2_000;
    const int Connections = 50;
    const int Incomplete = 4;

    /// <summary>The same of another number of devices, into a broker that asks nobody who he is.</summary>
    public static Task<LoadReport> RunAsync(int port, int devices, int rate, int seconds, CancellationToken ct) => RunAsync(port, null, devices, rate, seconds, null, ct);

    /// <summary>Sends the reference load and returns its report.</summary>
    /// <param name="rate">Messages per second; 0 = as fast as the broker acknowledges.</param>
    /// <param name="messages">Stops after these; null = when the time is up.</param>
    public static Task<LoadReport> RunAsync(IIntakeSubject subject, int rate, int seconds, long? messages, CancellationToken ct) =>
        RunAsync(subject.BrokerPort, subject.Publisher, Devices, rate, seconds, messages, ct);

    static async Task<LoadReport> RunAsync(int port, (string User, string Password)? publishAs, int devices, int rate, int seconds, long? messages, CancellationToken ct)
    {
        List<string> words =
        [
            "CityOps.Simulators.dll", "load", "--json", "--host", "127.0.0.1", "--port", Text(port), "--rate", Text(rate),
            "--devices", Text(devices), "--connections", Text(Connections), "--duration", Text(seconds),
        ];
        words.AddRange(messages is { } most ? ["--messages", Text(most)] : []);
        words.AddRange(publishAs is { } publisher ? ["--user", publisher.User] : []);
        var start = new ProcessStartInfo("dotnet", words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Checkout.FolderOf("Simulators"),
        };
        start.Environment["CITYOPS_MQTT_PASSWORD"] = publishAs?.Password;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await using (ct.Register(() => process.Kill()))
        {
            await process.WaitForExitAsync(CancellationToken.None);
        }

        ct.ThrowIfCancellationRequested();
        return process.ExitCode is 0 or Incomplete
            ? JsonSerializer.Deserialize<LoadReport>(await output, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"load ended with {process.ExitCode}: {await error}");
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
