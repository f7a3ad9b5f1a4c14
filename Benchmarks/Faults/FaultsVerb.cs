using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks.Faults;

/// <summary>The verb <c>faults</c>: the long form of every fault, one after the other, and a table of what became of the messages.</summary>
static class FaultsVerb
{
    static readonly Option<string[]> Only = new("--only") { Description = "Faults by name; nothing is written then", AllowMultipleArgumentsPerToken = true };
    static readonly Option<double> Minutes = new("--minutes") { Description = "How long what fails stays away", DefaultValueFactory = _ => 2 };
    static readonly Option<double> Rate = new("--rate") { Description = "Messages per second", DefaultValueFactory = _ => FaultPlan.Long(default).Rate };

    public static Task<int> RunAsync(string[] args)
    {
        Only.AcceptOnlyFromAmong([.. FaultList.All.Select(fault => fault.Name)]);
        var command = new RootCommand("Faults under load with real programs. Wants a machine that does nothing else, and the right to mount for disk-full.") { Only, Minutes, Rate };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(Only) ?? [], FaultPlan.Long(TimeSpan.FromMinutes(parsed.GetValue(Minutes))) with { Rate = parsed.GetValue(Rate) },
            parsed.InvocationConfiguration.Output, ct));

        // A run ends the processes that it started, and that takes a moment.
        return command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
    }

    /// <summary>0 when every account holds.</summary>
    static async Task<int> RunAsync(string[] only, FaultPlan plan, TextWriter output, CancellationToken ct)
    {
        var table = new FaultTable(plan, Instants.ToRfc3339(TimeProvider.System.UnixMs())[..10]);
        var runs = FaultList.All.Where(fault => only.Length == 0 || only.Contains(fault.Name)).SelectMany(fault => fault.Brokers.Select(broker => (fault, broker)));
        foreach (var (fault, broker) in runs)
        {
            ct.ThrowIfCancellationRequested();
            await RunAsync(fault, broker, plan, table, output);
            if (only.Length == 0)
            {
                // After each, so that an hour's work outlives whatever happens in the next.
                Directory.CreateDirectory(Checkout.File("Benchmarks/results"));
                await File.WriteAllTextAsync(Checkout.File($"Benchmarks/results/faults-{table.Date}.md"), table.ToString(), ct);
            }
        }

        output.WriteLine();
        output.WriteLine(table);
        return table.Holds ? 0 : 1;
    }

    static async Task RunAsync(IFault fault, FaultBroker broker, FaultPlan plan, FaultTable table, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Say("begins");
            var account = await FaultRun.OfAsync(fault, broker, plan with { Say = Say });
            table.Add(account);
            Say(account.Broken.Count == 0 && account is { Lost: 0, StoredTwice: 0 } ? "the account holds" : $"DOES NOT HOLD: {string.Join("; ", account.Broken.Take(10))}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            table.Add(fault.Name, broker, e.Message);
            Say($"FAILED: {e.Message}");
        }

        void Say(string what) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:mm\\:ss} {fault.Name} on {broker}: {what}"));
    }
}
