using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Support;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>The contract of all stores, for ours on an InfluxDB of some generation.</summary>
public abstract class InfluxStoreContract : TelemetryStoreContract, IAsyncDisposable
{
    readonly TempFolder folder = new();

    public virtual ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>How to reach the server of this test; starts it the first time.</summary>
    protected abstract Task<InfluxDbOptions> AccessAsync();

    protected override async ValueTask<OpenStore> OpenStoreAsync()
    {
        var options = await AccessAsync() with { BetweenWrites = TimeSpan.Zero, PageRows = 1_000 };
        var index = new JournalIndex(folder.File("index.db"));
        var store = new InfluxDbTelemetryStore(options, index, TimeProvider.System);
        return new OpenStore(store, store, new Owner(store, index));
    }

    sealed class Owner(InfluxDbTelemetryStore store, JournalIndex index) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            index.Dispose();
        }
    }
}
