using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>InfluxDB 3, by its stand-in.</summary>
public sealed class Influx3StoreTests(InfluxServer server) : InfluxStoreContract, IClassFixture<InfluxServer>
{
    readonly Influx3 standIn = new(server);
    readonly string prefix = server.NewPrefix();

    public override async ValueTask DisposeAsync()
    {
        await standIn.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<InfluxDbOptions> AccessAsync()
    {
        if (standIn.Url is null)
        {
            await standIn.StartAsync();
        }

        return standIn.Access(new InfluxDbOptions { Url = server.Url, Prefix = prefix });
    }
}
