using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>InfluxDB 1.x, real.</summary>
public sealed class InfluxDbStoreTests(InfluxServer server) : InfluxStoreContract, IClassFixture<InfluxServer>
{
    readonly string prefix = server.NewPrefix();

    protected override async Task<InfluxDbOptions> AccessAsync()
    {
        await server.StartedAsync();
        return new InfluxDbOptions { Url = server.Url, Prefix = prefix };
    }
}
