using System.CommandLine;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks.Screen;

/// <summary>The verb <c>screen</c>: how long a reading and an alert take to the pixel of a real browser, and what viewers cost.</summary>
static class ScreenVerb
{
    static readonly ScreenPlan Defaults = new();

    static readonly Option<int> Stations = new("--stations") { Description = "On the map", DefaultValueFactory = _ => Defaults.Stations };
    static readonly Option<int> Alerts = new("--alerts") { Description = "Raised one after the other, two a second", DefaultValueFactory = _ => Defaults.Alerts };
    static readonly Option<int> Viewers = new("--viewers") { Description = "Of the hub, in another process", DefaultValueFactory = _ => Defaults.Viewers };
    static readonly Option<int> Readings = new("--readings") { Description = "A second", DefaultValueFactory = _ => Defaults.Readings };
    static readonly Option<bool> Keep = new("--keep") { Description = "Writes Benchmarks/results/screen-<date>.md" };

    public static Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("Measures from the device to the painted pixel. About five minutes; wants a machine that does nothing else.")
        {
            Stations, Alerts, Viewers, Readings, Keep,
        };
        command.SetAction((parsed, ct) => RunAsync(
            Defaults with
            {
                Stations = parsed.GetValue(Stations), Alerts = parsed.GetValue(Alerts), Viewers = parsed.GetValue(Viewers), Readings = parsed.GetValue(Readings),
            },
            parsed.GetValue(Keep), parsed.InvocationConfiguration.Output, ct));
        return command.Parse(args).InvokeAsync();
    }

    static async Task<int> RunAsync(ScreenPlan plan, bool keep, TextWriter output, CancellationToken ct)
    {
        var (date, loadBefore) = (Instants.ToRfc3339(TimeProvider.System.UnixMs())[..10], Machine.LoadAverage());
        var result = await new ScreenRun(plan, output).RunAsync(ct);
        var report = ScreenReport.Write(result, date, loadBefore);
        await output.WriteLineAsync(report);
        if (keep)
        {
            var file = Checkout.File($"Benchmarks/results/screen-{date}.md");
            await File.WriteAllTextAsync(file, report, ct);
            await output.WriteLineAsync(Path.GetRelativePath(Checkout.Root, file));
        }

        return result.NotPainted == 0 ? 0 : 1;
    }
}
