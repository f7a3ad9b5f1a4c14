using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Support;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

public sealed class InfluxDbStoreTests(InfluxServer server) : TelemetryStoreContract, IClassFixture<InfluxServer>, IDisposable
{
    readonly TempFolder folder = new();
    readonly string prefix = server.NewPrefix();

    public void Dispose() => folder.Dispose();

    protected override async ValueTask<OpenStore> OpenStoreAsync()
    {
        await server.StartedAsync();
        var index = new JournalIndex(folder.File("index.db"));
        var options = new InfluxDbOptions { Url = server.Url, Prefix = prefix, BetweenWrites = TimeSpan.Zero, PageRows = 1_000 };
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
