using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Worker;

/// <summary>Ingestion in this process.</summary>
sealed class IngestionHere(DeviceAccounts accounts, ITelemetryWriter store) : IIngestion
{
    public ValueTask<IReadOnlyDictionary<string, DeviceFacts>> DevicesAsync(CancellationToken cancellationToken) =>
        new(accounts.All().ToDictionary(
            account => account.Ledger.Device!,
            account => new DeviceFacts(account.Ledger.LastReceivedAt, account.Ledger.LastObservedAt, account.Ledger.SkewMs, account.Online)));

    public ValueTask<long?> StoredUntilAsync(CancellationToken cancellationToken) => new(store.StoredUntil);
}
