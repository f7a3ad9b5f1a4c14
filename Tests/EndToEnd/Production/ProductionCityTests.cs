using System.Globalization;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Production;

/// <summary>The set of docker-compose.yml, as processes.</summary>
[Collection(RealCity.Name)]
public sealed class ProductionCityTests(ITestOutputHelper output)
{
    [Fact]
    public async Task SetOfTheComposeFile_TakesASimulatedCity_AndAccountsForAllOfIt()
    {
        await using var city = await ProductionCity.StartAsync(openPages: false);
        Assert.Equal((0, 0), (await city.CheckHealthAsync(CityProgram.Ingestion), await city.CheckHealthAsync(CityProgram.Dashboard)));

        await using var simulators = city.StartSimulators();
        await simulators.SaysAsync("Connected through");
        await Eventually.SatisfiesAsync(() => city.Dashboard.ItemsAsync("/stations"), stations => stations.Count >= 300, "the stations of the simulated city");
        var series = (await Eventually.SatisfiesAsync(
            () => city.Dashboard.ItemsAsync("/series?domain=air"), found => found.Count > 0, "a series of air quality"))[0].Text("id");
        await Eventually.SatisfiesAsync(
            () => city.Dashboard.AskAsync($"/readings?series={series}&bucket=5m"), answer => answer.GetProperty("items").GetArrayLength() >= 12, "an hour of history");
        Assert.Equal(0, await simulators.StopAsync());

        await city.Dashboard.StoredAsync();
        var (account, ledger) = (simulators.FinalAccount(), await city.Dashboard.AskAsync("/ledger"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{account.Line}; ledger {ledger.GetProperty("total")}"));
        CityAnswers.Balances(ledger);
        var total = ledger.GetProperty("total");
        Assert.Equal(account.Acknowledged, total.Count("received") - total.Count("duplicate"));
        Assert.Equal((account.Acknowledged, 0, 0), (total.Count("stored"), total.Count("missing"), total.Count("refused")));

        Assert.All(city.StoreFront.Logins, login => Assert.Equal("Token " + ProductionCity.StoreToken, login));
        Assert.Equal(0, await city.Dashboard.StopAsync("TERM"));
        Assert.Equal(1, await city.CheckHealthAsync(CityProgram.Dashboard));
        Assert.Equal(0, await city.Ingestion.StopAsync("TERM"));
    }
}
