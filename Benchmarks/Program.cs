using BenchmarkDotNet.Running;
using CityOps.Benchmarks;
using CityOps.Benchmarks.Faults;
using CityOps.Benchmarks.Incidents;
using CityOps.Benchmarks.Intake;
using CityOps.Benchmarks.Rules;
using CityOps.Benchmarks.Screen;
using CityOps.Benchmarks.Stores;

// Runs of whole processes, each with arguments of its own; everything else is for the benchmarks of hot classes.
Dictionary<string, Func<string[], Task<int>>> verbs = new()
{
    ["intake"] = IntakeVerb.RunAsync,
    ["faults"] = FaultsVerb.RunAsync,
    ["rules"] = RulesVerb.RunAsync,
    ["incidents"] = IncidentsVerb.RunAsync,
    ["screen"] = ScreenVerb.RunAsync,
    ["viewers"] = ViewersVerb.RunAsync,
    ["stores"] = StoresVerb.RunAsync,
    ["pack"] = PackVerb.RunAsync,
};

if (args is [var verb, .. var rest] && verbs.TryGetValue(verb, out var run))
{
    return await run(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(JournalBenchmark).Assembly).Run(args);
return 0;
