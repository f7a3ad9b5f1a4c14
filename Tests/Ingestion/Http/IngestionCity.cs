using CityOps.Ingestion.Configuration;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Http;

/// <summary>Ingestion as a program, in both environments, at a real broker and a real InfluxDB.</summary>
public sealed class IngestionCity : IAsyncLifetime
{
    readonly TempFolder _data = new();
    MosquittoServer _broker = null!;

    internal InfluxServer Influx { get; private set; } = null!;

    internal CityProcess Development { get; private set; } = null!;

    internal CityProcess Production { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await MosquittoServer.StartAsync();
        Influx = await InfluxServer.StartNewAsync();
        Development = Launch("Development");
        Production = Launch("Production");
        await Development.StartedAsync();
        await Production.StartedAsync();
        await Task.WhenAll(new[] { Development, Production }.Select(city => Eventually.SatisfiesAsync(
            () => HealthAsync(city), text => text.Contains("\"status\":\"ready\",\"components\"", StringComparison.Ordinal), "Ingestion is ready")));
    }

    public async ValueTask DisposeAsync()
    {
        await Development.DisposeAsync();
        await Production.DisposeAsync();
        await Influx.DisposeAsync();
        await _broker.DisposeAsync();
        _data.Dispose();
    }

    // 503 until the broker has answered.
    static async Task<string> HealthAsync(CityProcess city)
    {
        using var answer = await city.Http.GetAsync("/health/ready");
        return await answer.Content.ReadAsStringAsync();
    }

    // Two sessions at one broker, two prefixes in one InfluxDB: neither hears of the other.
    CityProcess Launch(string environment) => CityProcess.LaunchPart(
        CityProgram.Ingestion, _broker.Port, _data.File(environment), environment, $"--Store:InfluxDb:Url={Influx.Url}",
        $"--Store:InfluxDb:Prefix={environment}", $"--Broker:ClientId=ingestion-{environment}");
}
