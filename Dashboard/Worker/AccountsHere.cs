using System.Globalization;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Intake;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Worker;

/// <summary>The books of this process.</summary>
sealed class AccountsHere(Journal journal, DeviceAccounts accounts, DeviceWatch watch, ITelemetryWriter store, QuarantineReplay replay) : IAccounts
{
    public ValueTask<CityLedgerAnswer?> CityAsync(CancellationToken cancellationToken) => new(CityLedgerAnswer.From(accounts.City(), store.StoredUntil));

    public ValueTask<WorstDevicesAnswer?> WorstAsync(WatchQuery query, CancellationToken cancellationToken) => new(WorstDevicesAnswer.From(watch.Find(query)));

    public ValueTask<DeviceLedgerAnswer?> DeviceAsync(string device, CancellationToken cancellationToken) =>
        new(accounts.Find(device) is { } account ? DeviceLedgerAnswer.From(account) : null);

    // Files are read: not on the thread that draws a page.
    public async ValueTask<ListAnswer<QuarantineItem>?> QuarantineAsync(string? device, string? cursor, int limit, CancellationToken cancellationToken) =>
        await Task.Run(() => QuarantineApi.Page(journal, device, null, Parameters.Before(cursor), limit), cancellationToken);

    public async ValueTask<ReplayAllAnswer?> ReplayAsync(string? device, CancellationToken cancellationToken) =>
        ReplayAllAnswer.From(await Task.Run(() => replay.AllAsync(device, null, cancellationToken), cancellationToken));

    public async ValueTask<ReplayAnswer?> ReplayOneAsync(string id, CancellationToken cancellationToken) =>
        await Task.Run(() => replay.OneAsync(long.Parse(id, CultureInfo.InvariantCulture), cancellationToken), cancellationToken) is { } row ? ReplayAnswer.From(row) : null;

    public async ValueTask<ListAnswer<DeadLetterItem>?> DeadLettersAsync(int limit, CancellationToken cancellationToken) =>
        await Task.Run(() => DeadLettersApi.Page(journal, Parameters.Before(null), limit), cancellationToken);
}
