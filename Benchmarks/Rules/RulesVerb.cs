using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks.Rules;

/// <summary>
/// <c>rules [series]</c>: 100,000 series with three rules each, one mixture of kinds after the other: CPU time per million readings, memory for each series and rule,
/// and how long the memory takes to be written and read again, which is the way from a start to ready.
/// </summary>
static class RulesVerb
{
    const int Rounds = 25;
    const long Start = 1_700_000_000_000;

    static readonly (string Name, string[] Rules)[] Mixtures =
    [
        ("three limits (reference load)", [Limit(50), Limit(60), Limit(70)]),
        ("limit, levels, N of M", [Limit(50), Members("""{"kind":"above"},"levels":[{"severity":"minor","raise":50},{"severity":"major","raise":90}]""", severity: false), Members("""{"kind":"above","raise":50},"atLeastOf":{"n":3,"m":5}""")]),
        ("mean, maximum, stuck, each over 1 h", [Window("mean"), Window("max"), Members("""{"kind":"stuck","for":"01:00:00","tolerance":0.1}""")]),
        ("legal hour and day, absence", [Members("""{"kind":"above","raise":50,"of":"mean","over":"01:00:00","tumbling":true,"capture":0.75}"""), Members("""{"kind":"above","raise":50,"of":"mean","over":"1.00:00:00","tumbling":true,"capture":0.75}"""), Members("""{"kind":"absent"}""")]),
        ("two limits, baseline of four weeks", [Limit(50), Limit(60), Members("""{"kind":"above","raise":20,"of":"baseline"}""")]),
    ];

    public static Task<int> RunAsync(string[] args)
    {
        var count = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var report = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"# Rules: {count:#,##0} series × 3 rules\n\n"))
            .AppendLine(CultureInfo.InvariantCulture, $"{Machine.Describe()}; commit {Machine.Commit(Checkout.Root)}.").AppendLine()
            .AppendLine("| rules of each series | CPU s per million readings | bytes per series and rule | snapshot MB | written in ms | read in ms |")
            .AppendLine("| --- | --: | --: | --: | --: | --: |");
        foreach (var (name, rules) in Mixtures)
        {
            var line = Measure(name, [.. rules.Select((rule, i) => Read(rule, i))], count);
            Console.WriteLine(line);
            report.AppendLine(line);
        }

        var file = Path.Combine(Checkout.File("Benchmarks/results"), string.Create(CultureInfo.InvariantCulture, $"rules-{TimeProvider.System.GetUtcNow():yyyy-MM-dd}.md"));
        File.WriteAllText(file, report.ToString());
        Console.WriteLine($"Written: {file}");
        return Task.FromResult(0);
    }

    static string Measure(string name, AlertRule[] rules, int count)
    {
        var changes = new List<AlertChange>();
        var series = Enumerable.Range(0, count).Select(i => new Series(new SeriesId(string.Create(CultureInfo.InvariantCulture, $"aq-{i}"), "pm10"), "air", "ug/m3")).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var evaluator = new AlertEvaluator(TimeSpan.FromMinutes(15), TimeZoneInfo.Utc);
        evaluator.SetRules(rules, Start, changes);

        // Long enough for every window to be in use; what is measured comes after.
        Play(evaluator, series, 0, Rounds, changes);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Play(evaluator, series, Rounds, Rounds, changes);
        var perMillion = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds * 1_000_000 / ((double)Rounds * count);

        using var bytes = new MemoryStream();
        var clock = Stopwatch.StartNew();
        evaluator.Save(bytes, Guid.Empty, 1);
        var written = clock.ElapsedMilliseconds;
        clock.Restart();
        if (!AlertEvaluator.TryLoad(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), TimeSpan.FromMinutes(15), TimeZoneInfo.Utc, out _, out var problem))
        {
            throw new InvalidOperationException(problem);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {perMillion:0.00} | {memory / (3.0 * count):0} | {bytes.Length / 1e6:0.0} | {written} | {clock.ElapsedMilliseconds} |");
    }

    /// <summary>A reading of each series every five minutes, most of them below the limits.</summary>
    static void Play(AlertEvaluator evaluator, Series[] series, int from, int rounds, List<AlertChange> changes)
    {
        for (var round = from; round < from + rounds; round++)
        {
            var at = Start + (round * 300_000L);
            for (var i = 0; i < series.Length; i++)
            {
                var value = (i + round) % 1_000 == 0 ? 95.0 : 20 + ((i * 7) + (round * 3)) % 10;
                evaluator.Evaluate(new Reading(series[i].Id, at, at + 200, value, Quality.Good, QualityReasons.None), series[i], Registry.Empty, at + 250, changes);
            }

            changes.Clear();
        }
    }

    static AlertRule Read(string members, int number) =>
        RuleJson.TryRead($$"""{"name":"bench","quantity":"pm10",{{members}}}""", out var rule, out var error)
            ? rule with { Id = string.Create(CultureInfo.InvariantCulture, $"r{number}"), Version = 1 }
            : throw new InvalidOperationException(error);

    static string Limit(int raise) => Members(string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"above","raise":{{raise}},"clear":{{raise - 5}}}"""));

    static string Window(string of) => Members($$"""{"kind":"above","raise":50,"of":"{{of}}","over":"01:00:00"}""");

    static string Members(string condition, bool severity = true) => $"\"condition\":{condition}{(severity ? ",\"severity\":\"minor\"" : "")}";
}
