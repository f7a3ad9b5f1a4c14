using System.Net;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Faults;

/// <summary>Another program takes all the room on the worker's volume, and gives it back after a while.</summary>
sealed class DiskFull : IFault
{
    public string Name => "disk-full";

    public IReadOnlyList<FaultBroker> Brokers => [FaultBroker.Mosquitto, FaultBroker.Embedded];

    public int? DiskMegabytes => 256;

    public async Task BefallAsync(FaultRun run)
    {
        var disk = run.Disk!;
        disk.Fill();
        await Eventually.SatisfiesAsync(() => HealthAsync(run), said => said.Contains("are kept in reserve", StringComparison.Ordinal), "the worker says that there is no room");
        var received = (await LedgerWatch.AskAsync(run.City.Worker))?.Received;
        await Task.Delay(run.Plan.Outage, TimeProvider.System);
        var later = (await LedgerWatch.AskAsync(run.City.Worker))?.Received;
        run.Plan.Say($"full: {received} received before, {later} after {run.Plan.Outage.TotalSeconds:0} s, {run.Progress.InFlight} unacknowledged");
        FaultRun.Felt(received == later, "messages are journalled on a full disk");
        disk.Free();
        await run.City.ReadyAsync();
    }

    static async Task<string> HealthAsync(FaultRun run)
    {
        using var answer = await run.City.Worker.Http.GetAsync("/health/ready");
        return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? await answer.Content.ReadAsStringAsync() : "";
    }
}
