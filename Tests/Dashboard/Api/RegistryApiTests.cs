using System.Net;
using System.Text.Json;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class RegistryApiTests(ApiCity city)
{
    const string Station = """{"name":"Celovška 12","lat":46.066,"lon":14.492,"district":"Šiška","domain":"air","attributes":{"warningLevel":180,"depth":2.5}}""";

    [Fact]
    public async Task PutTwice_CreatedThenTheSame()
    {
        var made = await city.PutAsync("/stations/reg-s", Station, HttpStatusCode.Created);
        var same = await city.PutAsync("/stations/reg-s", Station);
        Assert.Equal("id name domain lat lon district devices state attributes", made.Members());
        Assert.Equal(made.ToString(), same.ToString());
        Assert.Equal("""{"depth":2.5,"warningLevel":180}""", made.GetProperty("attributes").ToString());
        Assert.Equal("Celovška 12 Šiška air unknown", $"{made.Text("name")} {made.Text("district")} {made.Text("domain")} {made.Text("state")}");

        const string Device = """{"name":null,"domain":"air","station":"reg-s","gateway":"gw-1","intervalSeconds":60}""";
        var device = await city.PutAsync("/devices/reg-d", Device, HttpStatusCode.Created);
        await city.PutAsync("/devices/reg-d", Device);
        Assert.Equal(
            "id name domain station gateway registration connection lastReceivedAt lastObservedAt skewMs intervalSeconds series", device.Members());
        Assert.Equal("reg-s gw-1 accepted unknown", $"{device.Text("station")} {device.Text("gateway")} {device.Text("registration")} {device.Text("connection")}");
        Assert.True(device.IsNull("lastReceivedAt") && device.IsNull("lastObservedAt") && device.IsNull("skewMs"));
        Assert.Equal("reg-d", (await city.GetAsync("/stations")).Item("reg-s").GetProperty("devices")[0].GetString());
    }

    [Fact]
    public async Task UnknownDevice_IsDiscoveredWithItsSeriesAndNoStation()
    {
        var at = Json.Now - 5_000;
        await city.ReadAsync("reg-new", "pm10", at, 12);
        var device = await Eventually.SatisfiesAsync(
            async () => (await city.GetAsync("/devices")).Items().SingleOrDefault(item => item.Text("id") == "reg-new"),
            item => item.ValueKind == JsonValueKind.Object && item.GetProperty("series").GetArrayLength() == 1, "the discovered device");
        Assert.Equal("discovered", device.Text("registration"));
        Assert.True(device.IsNull("station"));
        Assert.Equal("reg-new:pm10", device.GetProperty("series")[0].GetString());
        Assert.Equal(Json.Time(at), device.Text("lastObservedAt"));
        Json.IsTime(device.Text("lastReceivedAt"));
        Assert.InRange(device.Count("skewMs"), -30_000, -5_000);
        Assert.DoesNotContain((await city.GetAsync("/stations")).Items(), item => item.Text("id") == "reg-new");

        var series = (await city.GetAsync("/series?device=reg-new&quantity=pm10&domain=air")).Items().Single();
        Assert.Equal("id device quantity unit station domain", series.Members());
        Assert.Equal("reg-new:pm10 reg-new pm10 ug/m3 air", $"{series.Text("id")} {series.Text("device")} {series.Text("quantity")} {series.Text("unit")} {series.Text("domain")}");
        Assert.True(series.IsNull("station"));
        Assert.Empty((await city.GetAsync("/series?device=reg-new&domain=water")).Items());
        Assert.Empty((await city.GetAsync("/series?device=reg-new&quantity=no2")).Items());
    }

    [Fact]
    public async Task Birth_MakesStationAndDevice_AndWhatAPersonSetWins()
    {
        const string Birth = """{"state":"online","name":"Born","lat":46.05,"lon":14.5,"district":"Center","interval":30}""";
        await city.Process.PublishAsync("cityops/v1/air/reg-born/status", Birth);
        var item = await StationAsync("reg-born");
        Assert.Equal("Born Center", $"{item.Text("name")} {item.Text("district")}");
        var device = (await city.GetAsync("/devices")).Item("reg-born");
        Assert.Equal("accepted online 30", $"{device.Text("registration")} {device.Text("connection")} {device.Count("intervalSeconds")}");

        await city.PutAsync("/stations/reg-born", """{"name":"Named","lat":46.05,"lon":14.5,"district":"Center","domain":"air"}""");
        await city.Process.PublishAsync("cityops/v1/air/reg-born/status", Birth.Replace("online", "offline", StringComparison.Ordinal));
        await Eventually.SatisfiesAsync(
            async () => (await city.GetAsync("/devices")).Item("reg-born").Text("connection"), word => word == "offline", "the last will");
        Assert.Equal("Named", (await StationAsync("reg-born")).Text("name"));
    }

    [Fact]
    public async Task States_AreNormalWhenFreshAndAlertWhenSo()
    {
        await city.PutAsync("/stations/reg-state", """{"name":"S","lat":46,"lon":14,"domain":"air"}""", HttpStatusCode.Created);
        await city.PutAsync("/devices/reg-state-d", """{"domain":"air","station":"reg-state","intervalSeconds":3600}""", HttpStatusCode.Created);
        await city.PostAsync("/rules", Rule("reg-state-d"), HttpStatusCode.Created);
        await city.ReadAsync("reg-state-d", "benzene", Json.Now - 4_000, 1);
        await StateAsync("normal");
        await AlertsApiTests.RaiseAsync(city, "reg-state-d", "benzene", 20, 3_000);
        await StateAsync("alert");

        Task<JsonElement> StateAsync(string state) => Eventually.SatisfiesAsync(() => StationAsync("reg-state"), item => item.Text("state") == state, state);
    }

    [Fact]
    public async Task Pages_GiveEachItemOnceInOrderOfIds()
    {
        for (var i = 0; i < 5; i++)
        {
            await city.PutAsync($"/stations/page-{i}", Station, HttpStatusCode.Created);
        }

        foreach (var list in (string[])["/stations", "/devices", "/series", "/rules"])
        {
            var whole = (await city.GetAsync(list)).Items().ConvertAll(item => item.Text("id")!);
            Assert.Equal(whole.Order(StringComparer.Ordinal), whole);
            Assert.Equal(whole, await PagedAsync(city, list + "?limit=2", "id"));
        }
    }

    internal static async Task<List<string>> PagedAsync(ApiCity city, string path, string member)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await city.GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            var items = page.GetProperty("items");
            Assert.InRange(items.GetArrayLength(), 1, 2);
            found.AddRange(items.EnumerateArray().Select(item => item.Text(member)!));
            cursor = page.Text("next");
        }
        while (cursor is not null && found.Count < 1_000);
        return found;
    }

    internal static string Rule(string device, double raise = 10, string more = "") =>
        $$"""{"name":"Over at {{device}}","quantity":"benzene","domain":"air","devices":["{{device}}"],"condition":{"kind":"above","raise":{{raise}}},"severity":"major"{{more}}}""";

    async Task<JsonElement> StationAsync(string id) => await Eventually.SatisfiesAsync(
        async () => (await city.GetAsync("/stations")).Items().SingleOrDefault(item => item.Text("id") == id),
        item => item.ValueKind == JsonValueKind.Object, $"station {id}");
}
