using System.Globalization;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Intake;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Worker;

/// <summary>The books of this process.</summary>
sealed class AccountsHere(Journal journal, DeviceAccounts accounts, DeviceWatch watch, ITelemetryWriter store, QuarantineReplay replay, AuditTrail audit) : IAccounts
{
    public ValueTask<CityLedgerAnswer?> CityAsync(CancellationToken cancellationToken) => new(CityLedgerAnswer.From(accounts.City(), store.StoredUntil));

    public ValueTask<WorstDevicesAnswer?> WorstAsync(WatchQuery query, CancellationToken cancellationToken) => new(WorstDevicesAnswer.From(watch.Find(query)));

    public ValueTask<DeviceLedgerAnswer?> DeviceAsync(string device, CancellationToken cancellationToken) =>
        new(accounts.Find(device) is { } account ? DeviceLedgerAnswer.From(account) : null);

    // Files are read: not on the thread that draws a page.
    public async ValueTask<ListAnswer<QuarantineItem>?> QuarantineAsync(string? device, string? cursor, int limit, CancellationToken cancellationToken) =>
        await Task.Run(() => QuarantineApi.Page(journal, device, null, Parameters.Before(cursor), limit), cancellationToken);

    public async ValueTask<ReplayAllAnswer?> ReplayAsync(Actor by, string? device, CancellationToken cancellationToken)
    {
        var answer = ReplayAllAnswer.From(await Task.Run(() => replay.AllAsync(device, null, cancellationToken), cancellationToken));
        await audit.AddAsync(answer.By(by, device), CancellationToken.None);
        return answer;
    }

    public async ValueTask<ReplayAnswer?> ReplayOneAsync(Actor by, string id, CancellationToken cancellationToken)
    {
        if (await Task.Run(() => replay.OneAsync(long.Parse(id, CultureInfo.InvariantCulture), cancellationToken), cancellationToken) is not { } row)
        {
            return null;
        }

        var answer = ReplayAnswer.From(row);
        await audit.AddAsync(answer.By(by), CancellationToken.None);
        return answer;
    }

    public async ValueTask<ListAnswer<DeadLetterItem>?> DeadLettersAsync(int limit, CancellationToken cancellationToken) =>
        await Task.Run(() => DeadLettersApi.Page(journal, Parameters.Before(null), limit), cancellationToken);
}
