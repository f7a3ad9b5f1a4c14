using CityOps.Storage.Telemetry.Embedded;
using CityOps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EmbeddedStoreContractTests : TelemetryStoreContract, IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override async ValueTask<OpenStore> OpenStoreAsync()
    {
        var store = await EmbeddedTelemetryStore.OpenAsync(
            new EmbeddedStoreOptions { Path = folder.File("telemetry.db") }, new FakeTimeProvider());
        return new OpenStore(store, store, store);
    }
}
