using CityOps.Benchmarks.Rig;
using CityOps.Ingestion.Http;

namespace CityOps.Benchmarks.Faults;

/// <summary>
/// A second worker is started with the first one's client id and data of its own. The first ends and says why. Then a person stops
/// the second, starts the first again, and lets the second bring what it has still got in its journal into the store.
/// </summary>
sealed class TwoWorkers : IFault
{
    public string Name => "two-workers";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto];

    public async Task BefallAsync(FaultRun run)
    {
        var first = run.City.Worker;
        var second = run.City.LaunchRival();
        var code = await first.ExitAsync();
        run.Expect(code == 1 && first.Output.Contains("'cityops-ingestion'", StringComparison.Ordinal), $"the first says why it ends, with 1, not {code}: {first.Output}");
        await second.StartedAsync();
        await run.SendAsync(run.Plan.Around);
        run.Expect(await second.StopAsync("TERM") == 0, $"the second ends as asked: {second.Output}");
        run.Plan.Say("the second took over and was stopped");

        await run.City.StartWorkerAsync();
        var rest = await FinishAsync(run);
        run.Others.Add(rest);
        run.Note = FormattableString.Invariant($"the second worker received {rest.Received}, stored {rest.Stored}; what both stored is one point each");
    }

    /// <summary>Without a broker, so that it takes nothing over.</summary>
    static async Task<LedgerTotal> FinishAsync(FaultRun run)
    {
        var second = run.City.LaunchRival(FormattableString.Invariant($"--Broker:Port={FreePort.Next()}"));
        await second.StartedAsync();
        var rest = await Eventually.SatisfiesAsync(() => LedgerWatch.AskAsync(second), ledger => ledger is { Pending: 0 }, "the second has stored what it took");
        run.Expect(await second.StopAsync("TERM") == 0, $"the second ends as asked: {second.Output}");
        FaultRun.Felt(rest!.Received > 0, "the second worker got nothing");
        return rest;
    }
}
