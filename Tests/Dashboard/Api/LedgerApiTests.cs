using System.Text;
using System.Text.Json;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class LedgerApiTests(ApiCity city)
{
    const string Total = "received decoded stored duplicate refused pending rejected shed late conflicting missing outOfOrder readings";

    const string OfDevice = "asOf device total lastReceivedAt lastObservedAt skewMs connection";

    [Fact]
    public async Task EveryMessage_IsInOneClass()
    {
        var at = Json.Now - 30_000;
        var message = $$$"""{"ts":{{{at}}},"seq":11,"m":{"pm10":5}}""";
        await city.PublishAsync("le-1", message);
        await city.PublishAsync("le-1", message);
        await city.PublishAsync("le-1", $$$"""{"ts":{{{at}}},"seq":14,"m":{"pm10":6}}""");
        await city.PublishAsync("le-1", $$$"""{"ts":{{{at - 1_000}}},"seq":12,"m":{"pm10":7}}""");
        await city.PublishAsync("le-1", $$$"""{"ts":{{{at + 1_000}}},"seq":15,"m":{"pm10":"much","no2":8}}""");
        await city.PublishAsync("le-1", "{");
        await city.PublishAsync("le-1", $$$"""{"ts":"1999-01-01T00:00:00Z","m":{"pm10":5}}""");
        var answer = await Eventually.SatisfiesAsync(
            () => city.GetAsync("/ledger/le-1"), found => found.GetProperty("total").Count("stored") == 4, "all stored");

        Assert.Equal(OfDevice, answer.Members());
        Assert.Equal($"{Json.Time(at + 1_000)} unknown", $"{answer.Text("lastObservedAt")} {answer.Text("connection")}");
        Json.IsTime(answer.Text("lastReceivedAt"));
        var total = answer.GetProperty("total");
        Assert.Equal(Total, total.Members());
        Assert.Equal("total reasons", total.GetProperty("rejected").Members());
        Assert.Equal("taken refused", total.GetProperty("readings").Members());
        Assert.Equal((7, 5, 4, 1, 0, 0, 0), (
            total.Count("received"), total.Count("decoded"), total.Count("stored"), total.Count("duplicate"), total.Count("refused"), total.Count("pending"), total.Count("shed")));
        Assert.Equal((1, 1, 1), (total.Count("conflicting"), total.Count("missing"), total.Count("outOfOrder")));
        Assert.Equal(2, total.Count("late"));
        Assert.Equal("""{"total":2,"reasons":{"bad_json":1,"too_old":1}}""", total.GetProperty("rejected").ToString());
        Assert.Equal(4, total.GetProperty("readings").Count("taken"));
        Assert.Equal(1, total.GetProperty("readings").GetProperty("refused").Count("bad_value"));
        Balances(answer);
        Balances(await city.GetAsync("/ledger"));
    }

    [Fact]
    public async Task Whole_HasAsOfAndTotal_AndIsTheSumOfDevices()
    {
        await city.ReadAsync("le-sum", "pm10", Json.Now - 5_000, 1);
        // Two answers: the store may take something between them, so none may be on its way there.
        var whole = await Eventually.SatisfiesAsync(
            () => city.GetAsync("/ledger"), found => found.GetProperty("total").Count("pending") == 0, "everything is stored");
        Assert.Equal("asOf total storedUntil", whole.Members());
        Json.IsTime(whole.Text("storedUntil"));
        Assert.Equal(Total, whole.GetProperty("total").Members());
        Json.IsTime(whole.Text("asOf"));
        var devices = (await city.GetAsync("/ledger/devices")).Items();
        Assert.All(devices, device => Assert.Equal(OfDevice, device.Members()));
        Assert.Equal(whole.GetProperty("total").Count("stored"), devices.Sum(device => device.GetProperty("total").Count("stored")));
        Assert.Equal(devices.ConvertAll(device => device.Text("device")!), await RegistryApiTests.PagedAsync(city, "/ledger/devices?limit=2", "device"));
        Assert.Contains("le-nobody", await city.RefusalAsync(HttpMethod.Get, "/ledger/le-nobody", null, System.Net.HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worst_AreTheDevicesThatNeedALook()
    {
        await city.PublishAsync("wo-1", "{");
        await city.PublishAsync("wo-2", "{");
        await city.PublishAsync("wo-2", "[");
        await city.PublishAsync("wo-3", $$$"""{"ts":{{{Json.Now}}},"seq":5,"m":{"pm10":5}}""");
        await city.PublishAsync("wo-3", $$$"""{"ts":{{{Json.Now + 120_000}}},"seq":9,"m":{"pm10":6}}""");
        await city.ReadAsync("wo-4", "pm10", Json.Now, 1);
        var answer = await Eventually.SatisfiesAsync(() => WorstAsync("q=wo-"), found => found.GetProperty("items").GetArrayLength() == 3, "three devices in trouble");
        Assert.Equal("asOf known troubled matching unnamed byTrouble items", answer.Members());
        Json.IsTime(answer.Text("asOf"));
        Assert.Equal("rejected shed refused missing readings repeated outOfOrder clock offline silent", answer.GetProperty("byTrouble").Members());
        var items = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.All(items, item => Assert.Equal("device troubles received rejected shed refused duplicate missing outOfOrder readingsRefused lastReceivedAt skewMs lastTroubleAt connection", item.Members()));
        Assert.Equal("wo-3 wo-2 wo-1", string.Join(' ', items.Select(item => item.Text("device"))));
        Assert.Equal("""["missing","clock"]""", items[0].GetProperty("troubles").ToString());
        Assert.Equal((2, 0, 0, 0, 3, 0), (
            items[0].Count("received"), items[0].Count("rejected"), items[0].Count("shed"), items[0].Count("refused"), items[0].Count("missing"), items[0].Count("outOfOrder")));
        Assert.InRange(items[0].Count("skewMs"), 60_000, 120_000);
        Assert.Equal("unknown", items[0].Text("connection"));

        Assert.Equal("wo-2", Device(await WorstAsync("q=wo-&trouble=rejected&limit=1")));
        Assert.Equal("wo-1", Device(await WorstAsync("q=wo-&trouble=rejected&limit=1&offset=1")));
        Assert.Equal("wo-4", Device(await WorstAsync("q=wo-4&all=true")));
        foreach (var (query, word) in ((string, string)[])[("trouble=huge", "rejected shed"), ("offset=-1", "offset"), ("all=maybe", "all"), ("limit=0", "limit"), ("colour=1", "colour")])
        {
            Assert.Contains(word, await city.RefusalAsync(HttpMethod.Get, "/ledger/devices/worst?" + query, null, System.Net.HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        static string? Device(JsonElement found) => found.GetProperty("items").EnumerateArray().Single().Text("device");
    }

    [Fact]
    public async Task Devices_WithWhatNamedNone_AddUpToTheCity()
    {
        await city.Process.PublishAsync("cityops/v1/nowhere/at/all", "{}");
        await city.PublishAsync("ad-1", "{");
        await city.ReadAsync("ad-2", "pm10", Json.Now - 5_000, 1);
        // What is asked for may be a second old.
        await Eventually.SatisfiesAsync(SumsAsync, sums => sums.Unnamed > 0 && sums.City == sums.Devices, "the devices and the city, and a message without a device");

        async Task<(long Unnamed, string City, string Devices)> SumsAsync()
        {
            var devices = (await city.GetAsync("/ledger/devices?limit=10000")).Items();
            var unnamed = (await WorstAsync("limit=1")).Count("unnamed");
            var total = (await city.GetAsync("/ledger")).GetProperty("total");
            string[] names = ["decoded", "stored", "duplicate", "refused", "pending", "shed", "late", "conflicting", "missing", "outOfOrder"];
            var counted = names.Select(name => devices.Sum(device => device.GetProperty("total").Count(name)));
            return (
                unnamed, string.Join(' ', names.Select(name => total.Count(name)).Prepend(total.Count("received"))),
                string.Join(' ', counted.Prepend(unnamed + devices.Sum(device => device.GetProperty("total").Count("received")))));
        }
    }

    Task<JsonElement> WorstAsync(string query) => city.GetAsync("/ledger/devices/worst?" + query);

    [Fact]
    public async Task Quarantine_KeepsTheBytes()
    {
        await city.PublishAsync("qu-1", "not\tjson=1");
        await city.Process.PublishAsync("cityops/v1/nowhere/qu-1/readings", "{}");
        var items = (await city.ItemsAsync("/quarantine?device=qu-1&limit=10", 1)).Items();
        var item = items.Single();
        Assert.Equal("id receivedAt topic device reason detail bytes payload text", item.Members());
        Assert.Equal("cityops/v1/air/qu-1/readings qu-1 bad_json 10", $"{item.Text("topic")} {item.Text("device")} {item.Text("reason")} {item.Count("bytes")}");
        Assert.Equal("not\tjson=1", Encoding.UTF8.GetString(item.GetProperty("payload").GetBytesFromBase64()));
        Assert.Equal("not json=1", item.Text("text"));
        Json.IsTime(item.Text("receivedAt"));
        Assert.NotEmpty(item.Text("detail")!);

        var all = (await city.GetAsync("/quarantine")).Items();
        Assert.Contains(all, other => other.Text("topic") == "cityops/v1/nowhere/qu-1/readings" && other.Text("reason") == "bad_topic");
        Assert.Equal(all.ConvertAll(one => one.Text("id")!), await RegistryApiTests.PagedAsync(city, "/quarantine?limit=2", "id"));
    }

    internal static void Balances(JsonElement answer)
    {
        var total = answer.GetProperty("total");
        Assert.Equal(total.Count("received"), total.Count("decoded") + total.GetProperty("rejected").Count("total") + total.Count("shed"));
        Assert.Equal(total.Count("decoded"), total.Count("stored") + total.Count("duplicate") + total.Count("refused") + total.Count("pending"));
        Assert.Equal(
            total.GetProperty("rejected").Count("total"), total.GetProperty("rejected").GetProperty("reasons").EnumerateObject().Sum(reason => reason.Value.GetInt64()));
    }
}
