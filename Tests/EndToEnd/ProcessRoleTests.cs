using System.Globalization;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>What one process may be made of, beside what it is by default.</summary>
public sealed class ProcessRoleTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task WholeCityInOneProcess_TakesServersOfItsOwn(bool externalBroker, bool influxDb)
    {
        using var data = new TempFolder();
        await using var broker = externalBroker ? await MosquittoServer.StartAsync() : null;
        await using var influx = influxDb ? await InfluxServer.StartNewAsync() : null;
        string[] settings =
        [
            .. broker is null ? (IEnumerable<string>)[] : ["--Broker:Mode=External", string.Create(CultureInfo.InvariantCulture, $"--Broker:Port={broker.Port}")],
            .. influx is null ? (IEnumerable<string>)[] : ["--Store:Kind=InfluxDb", $"--Store:InfluxDb:Url={influx.Url}"],
        ];
        await using var city = await CityProcess.StartAsync(data.Path, "Development", [.. settings, $"--Demo:Enabled={externalBroker}"]);
        await Eventually.SatisfiesAsync(
            async () => (await city.Http.GetAsync("/health/ready")).StatusCode, status => status == System.Net.HttpStatusCode.OK, "all parts are well");
        var at = Json.Now - 5_000;
        var payload = ApiCity.Payload("pm10", at, 42);
        if (broker is null)
        {
            await city.PublishAsync("cityops/v1/air/one-1/readings", payload);
        }
        else
        {
            Assert.Equal(0, (await broker.PublishAsync("cityops/v1/air/one-1/readings", payload, "-q", "1")).Code);
        }

        await Eventually.SatisfiesAsync(
            () => city.Http.GetStringAsync("/api/v1/readings/latest?series=one-1:pm10"), text => text.Contains(Json.Time(at), StringComparison.Ordinal), "the reading");
        await city.StoredAsync();
        Assert.Contains("\"v\":42", await city.Http.GetStringAsync("/api/v1/readings?series=one-1:pm10"), StringComparison.Ordinal);
        CityAnswers.Balances(await city.AskAsync("/ledger"));
        Assert.Equal(externalBroker, city.Output.Contains("start the program Simulators", StringComparison.Ordinal));
        Assert.DoesNotContain("Simulated Ljubljana", city.Output, StringComparison.Ordinal);
        Assert.Equal(!influxDb, File.Exists(data.File("telemetry.db")));
        Assert.Equal(0, await city.StopAsync("TERM"));
    }

    [Theory]
    [InlineData("InfluxDB", "--Store:Kind=InfluxDb")]
    [InlineData("Broker:Mode=Embedded", "--Broker:Mode=External")]
    [InlineData("Ingestion:InProcess=true", "--Ingestion:InProcess=false", "--Broker:Mode=External", "--Store:Kind=InfluxDb")]
    public async Task ResetDemo_IsRefusedWhereNotAllOfTheDemoIsInOurFiles(string why, params string[] settings)
    {
        using var data = new TempFolder();
        await File.WriteAllTextAsync(data.File("city.db"), "");
        var (exitCode, output) = await CityProcess.RunToExitAsync(
            FreePort.Next(), FreePort.Next(), data.Path, "Development", ["--Demo:Enabled=true", "--reset-demo", .. settings]);
        Assert.Equal(1, exitCode);
        Assert.Contains("--reset-demo: ", output, StringComparison.Ordinal);
        Assert.Contains(why, output, StringComparison.Ordinal);
        Assert.True(File.Exists(data.File("city.db")));
    }

    [Fact]
    public async Task TwoOwnersOfOneJournal_TheSecondIsToldOfTheFirst()
    {
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path);
        var (exitCode, output) = await CityProcess.RunToExitAsync(CityProgram.Ingestion, FreePort.Next(), FreePort.Next(), data.Path, "Development");
        Assert.Equal(3, exitCode);
        Assert.Matches(@"in use by process \d+ on ", output);
        Assert.Contains(data.Path, output, StringComparison.Ordinal);
        var (verb, line) = await CityProcess.RunToExitAsync(city.WebPort, city.MqttPort, data.Path, "Development", "--health");
        Assert.Equal((0, "ready"), (verb, line.Trim()));
    }
}
