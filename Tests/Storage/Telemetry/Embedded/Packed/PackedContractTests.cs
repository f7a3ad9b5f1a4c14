using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

/// <summary>The contract with everything packed between write and question.</summary>
public sealed class PackedContractTests : TelemetryStoreContract, IDisposable
{
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    protected override async ValueTask<OpenStore> OpenStoreAsync()
    {
        var store = await file.OpenAsync();
        return new OpenStore(new PackFirst(store), store, store);
    }

    sealed class PackFirst(EmbeddedTelemetryStore store) : ITelemetryReader
    {
        public async ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) =>
            await (await PackedAsync()).LatestAsync(series, cancellationToken);

        public async ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken) =>
            await (await PackedAsync()).RawAsync(series, from, to, limit, cancellationToken);

        public async ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
            SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) =>
            await (await PackedAsync()).BucketsAsync(series, from, to, size, aggregates, limit, cancellationToken);

        async Task<EmbeddedTelemetryStore> PackedAsync()
        {
            await store.FlushAsync(default);
            await store.PackAsync(long.MaxValue, null, default);
            return store;
        }
    }
}
