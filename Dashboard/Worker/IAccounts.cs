using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>
/// The books of ingestion, which is in this process or in another: what became of each message. Null = nobody answers now; never thrown. The
/// answers are those of the HTTP API. May be asked concurrently.
/// </summary>
interface IAccounts
{
    ValueTask<CityLedgerAnswer?> CityAsync(CancellationToken cancellationToken);

    /// <summary>The devices that need a look, worst first; at most a second old.</summary>
    ValueTask<WorstDevicesAnswer?> WorstAsync(WatchQuery query, CancellationToken cancellationToken);

    /// <summary>Null also for a device of which nobody has heard.</summary>
    ValueTask<DeviceLedgerAnswer?> DeviceAsync(string device, CancellationToken cancellationToken);

    /// <summary>What was refused, newest first.</summary>
    /// <param name="device">Only of this one; null = of all.</param>
    /// <param name="cursor">Where an earlier answer ended; null = from the newest.</param>
    ValueTask<ListAnswer<QuarantineItem>?> QuarantineAsync(string? device, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Has what was refused judged again, which may take a while; it stands in the audit trail.</summary>
    /// <param name="device">Only of this one; null = of all.</param>
    ValueTask<ReplayAllAnswer?> ReplayAsync(Actor by, string? device, CancellationToken cancellationToken);

    /// <summary>The same with one message; null also where there is no such message any more.</summary>
    ValueTask<ReplayAnswer?> ReplayOneAsync(Actor by, string id, CancellationToken cancellationToken);

    /// <summary>What the store refused for good, newest first.</summary>
    ValueTask<ListAnswer<DeadLetterItem>?> DeadLettersAsync(int limit, CancellationToken cancellationToken);
}
