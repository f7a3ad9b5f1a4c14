using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CityOps.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>What somebody sees who has just cloned the repository and started it: a city that lives.</summary>
[Collection(RealCity.Name)]
public sealed class SimulatedCityTests(ITestOutputHelper output)
{
    const long DayMs = 86_400_000;

    [Fact]
    public async Task FreshStart_ShowsAWholeDayAnAlertToAcknowledgeAndMovingValues()
    {
        var chromium = Servers.Chromium;
        using var folder = new TempFolder();
        var began = TimeProvider.System.GetTimestamp();
        await using var city = await CityProcess.StartAsync(folder.Path, "Development", "--Demo:Enabled=true");
        Say("pages open", began);

        await StationsAsync(city);
        await DayInStoreAsync(city);
        var started = TimeProvider.System.GetTimestamp();
        await using var browser = await Chromium.StartAsync(chromium);
        await using var page = await browser.OpenAsync(city.BaseAddress);
        await page.OpenAsync();
        await page.ShootAsync("simulated-start");

        var button = page.Page.Locator("button.acknowledge").First;
        await Expect(button).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Say("first alert", started);
        var id = (await button.GetAttributeAsync("id"))!["ack-".Length..];
        await button.ClickAsync();
        await page.SeesAsync(page.Page.Locator($"li.alert[data-alert='{id}'] .who"), "demo-operator");
        Assert.Equal("demo-operator", (string)(await GetAsync(city, $"/api/v1/alerts/{id}"))["acknowledged"]!["by"]!);

        await MovesAsync(page);
        await page.EndsQuietlyAsync("simulated");
        await page.OpenInSlovenianAsync();
        await page.SeesAsync(page.Page.Locator(".trend-picture canvas"));
        await page.ShootAsync("simulated-sl");
    }

    static async Task StationsAsync(CityProcess city)
    {
        var stations = await ItemsAsync(city, "/api/v1/stations");
        Assert.True(stations.Count >= 120, $"{stations.Count} stations");
        Assert.True(stations.Select(station => (string)station["domain"]!).Distinct().Count() >= 5);
        Assert.All(stations, station => Assert.InRange((double)station["lat"]!, 45.9, 46.2));
        Assert.All(stations, station => Assert.InRange((double)station["lon"]!, 14.3, 14.7));
        Assert.All(stations, station => Assert.NotEmpty(station["devices"]!.AsArray()));
    }

    /// <summary>At the first look one series of each domain reaches back 24 hours, without a hole of an hour.</summary>
    async Task DayInStoreAsync(CityProcess city)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var series = (await ItemsAsync(city, "/api/v1/series")).GroupBy(one => (string)one["domain"]!).Select(group => (string)group.First()["id"]!).ToList();
        Assert.True(series.Count >= 5);
        foreach (var id in series)
        {
            var buckets = (await GetAsync(city, string.Create(
                CultureInfo.InvariantCulture, $"/api/v1/readings?series={id}&from={now - DayMs}&to={now}&bucket=1h&aggregate=count")))["items"]!.AsArray();
            var readings = buckets.Sum(bucket => (long)bucket!["count"]!);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id}: {readings} readings in {buckets.Count} hours"));
            Assert.InRange(buckets.Count, 24, 25);
            Assert.True(readings > 1_000, $"{id} has {readings} readings in 24 h");
        }
    }

    /// <summary>Values of the table change, without anybody's doing.</summary>
    static async Task MovesAsync(OperatorPage page)
    {
        var table = page.Page.Locator("#values tbody");
        var before = Values(await table.InnerTextAsync());
        await Eventually.SatisfiesAsync(async () => Values(await table.InnerTextAsync()), now => now != before, "values that move");
    }

    // Without the column of ages, which moves by itself.
    static string Values(string table) => string.Join(' ', table.Split('\n', '\t').Where(cell => cell.Contains('\u00A0') && cell.Any(char.IsPunctuation)));

    void Say(string what, long since) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what} after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s"));

    static async Task<List<JsonNode>> ItemsAsync(CityProcess city, string path) => [.. (await GetAsync(city, path))["items"]!.AsArray().Select(item => item!)];

    static async Task<JsonNode> GetAsync(CityProcess city, string path) => (await city.Http.GetFromJsonAsync<JsonNode>(path))!;
}
