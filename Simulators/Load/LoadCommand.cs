using System.CommandLine;
using System.Text.Json;
using CityOps.Simulators.Terminal;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Load;

/// <summary>The command <c>load</c>: sends the reference load and says what became of it.</summary>
static class LoadCommand
{
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);

    static readonly Option<bool> Json = new("--json") { Description = "Prints the report as one line of JSON; everything else goes to the error output" };

    public static Verb Create(TimeProvider clock)
    {
        var verb = new Verb(
            "load", "Sends the reference load: air-quality messages of many devices at a steady rate.",
            new("load", "20,000 messages a second of 5,000 devices, for a minute"),
            new("load --rate 0 --duration 30s --connections 20", "As fast as the broker acknowledges"),
            new("load --host 10.0.0.5 --rate 5000 --duration 10m --json", "For a program: one line of JSON at the end"));
        verb.Add(Json);
        LoadArguments.AddTo(verb.Command);
        verb.Does((run, ct) => RunAsync(run.Words.GetValue(Json) ? run.Aside() : run, clock, ct));
        return verb;
    }

    static async Task<int> RunAsync(VerbRun run, TimeProvider clock, CancellationToken ct)
    {
        var (words, screen) = run;
        var options = LoadArguments.Read(words) with { Notice = screen.Say };
        using var load = new LoadRun(options, clock);
        screen.Say(LoadText.Intent(options));
        var sending = load.RunAsync(ct);
        await WatchAsync(load, sending, options, screen, clock);
        var report = await sending;
        Report(run, report);
        return report.Complete ? ExitCodes.Done : Verb.Say(run, ExitCodes.Incomplete, LoadText.Shortfall(report));
    }

    static Task WatchAsync(LoadRun load, Task sending, LoadOptions options, Screen screen, TimeProvider clock)
    {
        var before = load.Progress;
        return screen.WatchAsync(sending, Look, StatusEvery, clock);

        Sight Look()
        {
            var (last, now) = (before, load.Progress);
            before = now;
            return new Sight(LoadText.Progress(last, now), LoadText.Facts(last, now), LoadText.Share(now, options));
        }
    }

    static void Report(VerbRun run, LoadReport report)
    {
        if (run.Words.GetValue(Json))
        {
            run.Output.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        }
        else
        {
            run.Screen.Say(LoadText.Report(report));
        }
    }
}
