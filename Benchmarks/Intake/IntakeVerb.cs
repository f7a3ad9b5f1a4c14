using System.CommandLine;
using System.Globalization;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks.Intake;

/// <summary>The verb <c>intake</c>: measures how fast and at what cost messages get from a broker into a store.</summary>
static class IntakeVerb
{
    const int Stopped = 130;

    static readonly IntakeOptions Defaults = new();

    static readonly Option<int> Seconds = new("--seconds") { Description = "Length of a step at a given rate", DefaultValueFactory = _ => Defaults.Seconds };
    static readonly Option<int> Messages = new("--messages") { Description = "Messages of a fast step", DefaultValueFactory = _ => Defaults.Messages };
    static readonly Option<int> Warm = new("--warm") { Description = "Seconds of warm-up of each subject", DefaultValueFactory = _ => Defaults.WarmSeconds };
    static readonly Option<int> Repetitions = new("--repetitions") { Description = "How often the subjects take turns", DefaultValueFactory = _ => Defaults.Repetitions };
    static readonly Option<int> FastRate = new("--fast-rate") { Description = "Rate of a fast step; 0 = as fast as the broker acknowledges", DefaultValueFactory = _ => Defaults.FastRate };
    static readonly Option<int[]> Rates = new("--rates") { Description = "Rates to hold", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. Defaults.Rates] };
    static readonly Option<string[]> Only = new("--only") { Description = $"Subjects: {string.Join(' ', IntakeRun.Subjects)}", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string> Python = new("--python") { Description = "Interpreter that knows paho-mqtt", DefaultValueFactory = _ => Defaults.Python };
    static readonly Option<bool> Keep = new("--keep") { Description = "Writes Benchmarks/results/intake-<date>.md" };

    public static Task<int> RunAsync(string[] args)
    {
        Only.AcceptOnlyFromAmong([.. IntakeRun.Subjects]);
        var command = new RootCommand("Measures intake with the reference load through real mosquitto and real InfluxDB. Wants a machine that does nothing else.")
        {
            Seconds, Messages, Warm, Repetitions, FastRate, Rates, Only, Python, Keep,
        };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                return await RunAsync(Read(parsed), parsed.InvocationConfiguration.Output, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                // Ctrl-C reaches the programs that were started too, so what fails first is chance.
                parsed.InvocationConfiguration.Error.WriteLine("Stopped: there is no result.");
                return Stopped;
            }
        });
        // Ctrl-C ends the processes that were started, and that takes a moment.
        return command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
    }

    static IntakeOptions Read(ParseResult parsed) => new()
    {
        Seconds = parsed.GetValue(Seconds),
        Messages = parsed.GetValue(Messages),
        WarmSeconds = parsed.GetValue(Warm),
        Repetitions = parsed.GetValue(Repetitions),
        FastRate = parsed.GetValue(FastRate),
        Rates = parsed.GetValue(Rates)!,
        Only = parsed.GetValue(Only) ?? [],
        Python = parsed.GetValue(Python)!,
        ResultsFolder = parsed.GetValue(Keep) ? Checkout.File("Benchmarks/results") : null,
    };

    static async Task<int> RunAsync(IntakeOptions options, TextWriter output, CancellationToken ct)
    {
        var clock = TimeProvider.System;
        var (date, loadBefore) = (Instants.ToRfc3339(clock.UnixMs())[..10], Machine.LoadAverage());
        var paho = await PeerSubject.VersionAsync(options.Python);
        var peer = paho is null
            ? $"No peer: {options.Python} is not there or has no paho (Debian package python3-paho-mqtt)."
            : $"Peer: paho-mqtt {paho}, a script without journal, validation and rules that acknowledges on receipt.";
        output.WriteLine(peer);
        var results = await new IntakeRun(options, output, clock).RunAsync(withPeer: paho is not null, ct);
        var report = IntakeReport.Write(results, Heading(options, date, loadBefore, peer));
        output.WriteLine();
        output.WriteLine(report);
        if (options.ResultsFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"intake-{date}.md");
            await File.WriteAllTextAsync(file, report, ct);
            output.WriteLine(Path.GetRelativePath(Checkout.Root, file));
        }

        return results.Any(result => result.Trouble is not null && result.Subject != IntakeRun.Peer) ? 1 : 0;
    }

    static string Heading(IntakeOptions o, string date, string loadBefore, string peer) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Intake, {date}

        Commit {Machine.Commit(Checkout.Root)}. {Machine.Describe()}. Load average before: {loadBefore}.
        {Machine.Ask(Servers.Influxd, "version")}, mosquitto with our mosquitto.conf. {peer}

        The reference load of contracts.md 11: QoS 1, 2,000 devices, 50 connections, 4 readings a message, three rules on each series. Broker, worker, store and
        load share the machine. {o.Repetitions} turns, subjects one after the other; medians. Warm-up {o.WarmSeconds} s at 20,000/s, fast steps {o.Messages:N0} messages
        ({(o.FastRate == 0 ? "as fast as the broker acknowledges" : $"at {o.FastRate:N0}/s")}), the others {o.Seconds} s.

        """);
}
