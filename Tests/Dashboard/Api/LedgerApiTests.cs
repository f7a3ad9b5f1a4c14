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
