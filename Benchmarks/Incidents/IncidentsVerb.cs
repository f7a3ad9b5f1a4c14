using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;
using CityOps.Simulators.Incidents;

namespace CityOps.Benchmarks.Incidents;

/// <summary>The verb <c>incidents</c>: every incident at the pace of nature, through the whole product at high speed, and a table of how it was judged.</summary>
static class IncidentsVerb
{
    const int Stations = 300;

    /// <summary>A winter's evening before a working day, when all kinds can be told from an ordinary day.</summary>
    static readonly DateTimeOffset Start = new(2026, 1, 13, 16, 0, 0, TimeSpan.Zero);

    static readonly Option<string[]> Only = new("--only") { Description = "Kinds of incidents; nothing is written then", AllowMultipleArgumentsPerToken = true };
    static readonly Option<int> Speed = new("--speed") { Description = "How many times as fast the city's time goes", DefaultValueFactory = _ => 240 };
    static readonly Option<bool> Short = new("--short") { Description = "Each as long as in a demo, not as in nature" };

    public static Task<int> RunAsync(string[] args)
    {
        Only.AcceptOnlyFromAmong([.. IncidentKind.All.Select(kind => kind.Id)]);
        var command = new RootCommand("Each incident through the whole product, held against its answer sheet. Wants a machine that does nothing else.") { Only, Speed, Short };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(Only) ?? [], parsed.GetValue(Speed), parsed.GetValue(Short), parsed.InvocationConfiguration.Output, ct));
        return command.Parse(args).InvokeAsync();
    }

    /// <summary>0 when each is as on its sheet.</summary>
    static async Task<int> RunAsync(string[] only, int speed, bool asInADemo, TextWriter output, CancellationToken ct)
    {
        using var folder = new TempFolder();
        await using var city = await IncidentCity.StartAsync(folder.Path, Stations, Start, speed);
        // A second of ours: what comes by arrival, such as a last will, is as late as the machine lets it be.
        var table = new IncidentTable(Stations, speed, TimeSpan.FromSeconds(speed), Instants.ToRfc3339(TimeProvider.System.UnixMs())[..10]);
        foreach (var kind in IncidentKind.All.Where(kind => only.Length == 0 || only.Contains(kind.Id)))
        {
            await RunAsync(city, new PlannedIncident(kind.Id) { Duration = asInADemo ? kind.DemoDuration : kind.NaturalDuration }, speed, table, output, ct);
            if (only.Length == 0)
            {
                Directory.CreateDirectory(Checkout.File("Benchmarks/results"));
                await File.WriteAllTextAsync(Checkout.File($"Benchmarks/results/incidents-{table.Date}.md"), table.ToString(), ct);
            }
        }

        output.WriteLine();
        output.WriteLine(table);
        return table.IsRight ? 0 : 1;
    }

    static async Task RunAsync(IncidentCity city, PlannedIncident wish, int speed, IncidentTable table, TextWriter output, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Say("begins");
            var outcome = await IncidentTruth.PlayAsync(city, [wish], TimeSpan.FromSeconds(speed), within: 3 * wish.Duration!.Value / speed + TimeSpan.FromMinutes(1), ct);
            table.Add(outcome);
            Say(outcome.Comparison.ToString());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            table.Add(wish.Kind, e.Message);
            Say($"FAILED: {e.Message}");
        }

        void Say(string what) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {wish.Kind}: {what}"));
    }
}
