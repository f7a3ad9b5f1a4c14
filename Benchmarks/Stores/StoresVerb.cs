using System.CommandLine;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks.Stores;

/// <summary>The verb <c>stores</c>: how large millions of readings are in each store, and how long the questions of charts take through HTTP.</summary>
static class StoresVerb
{
    static readonly Option<long> Readings = new("--readings") { Description = "In each store; a little more than a week of 400 series at least", DefaultValueFactory = _ => 20_000_000 };
    static readonly Option<bool> Keep = new("--keep") { Description = "Writes Benchmarks/results/stores-<date>.md" };

    public static Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("Fills the embedded store and a real InfluxDB with the same readings and asks both through a city. Wants a machine that does nothing else.")
        {
            Readings, Keep,
        };
        command.SetAction((parsed, ct) => RunAsync(new StoresPlan(parsed.GetValue(Readings)), parsed.GetValue(Keep), parsed.InvocationConfiguration.Output, ct));
        return command.Parse(args).InvokeAsync();
    }

    static async Task<int> RunAsync(StoresPlan plan, bool keep, TextWriter output, CancellationToken ct)
    {
        var (date, loadBefore) = (Instants.ToRfc3339(TimeProvider.System.UnixMs())[..10], Machine.LoadAverage());
        var results = new List<StoresResult>();
        foreach (var fill in new Func<Task<IFilledStore>>[] { async () => await FilledEmbeddedStore.FillAsync(plan, ct), async () => await FilledInfluxDb.FillAsync(plan, ct) })
        {
            await using var store = await fill();
            await output.WriteLineAsync($"{store.Name}: filled in {store.Written.TotalSeconds:0} s");
            results.Add(await new StoresRun(plan).AskAsync(store, ct));
        }

        var report = StoresReport.Write(plan, results, await RecordedSizes.MeasureAsync(ct), date, loadBefore);
        await output.WriteLineAsync(report);
        if (keep)
        {
            var file = Checkout.File($"Benchmarks/results/stores-{date}.md");
            await File.WriteAllTextAsync(file, report, ct);
            await output.WriteLineAsync(Path.GetRelativePath(Checkout.Root, file));
        }

        return 0;
    }
}
