using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>Rules of every kind, written over HTTP and met by readings over MQTT, with the sentence that people read.</summary>
[Collection(RealCity.Name)]
public sealed class RuleKindTests
{
    /// <summary>Device, rule, readings a minute apart of which the last is now, and how the sentences begin.</summary>
    static readonly (string Device, string Members, string Values, string English, string Slovenian)[] Kinds =
    [
        ("k-outside", """ "quantity":"ph","condition":{"kind":"outside","low":6.5,"high":8.5} """, "7 7 9", "pH at k-outside has been outside 6.5 to 8.5 since", "k-outside, pH: vrednost je zunaj območja od 6,5 do 8,5 od"),
        ("k-inside", """ "quantity":"ph","condition":{"kind":"inside","low":9,"high":10} """, "7 7 9.5", "pH at k-inside has been between 9 and 10 since", "k-inside, pH: vrednost je med 9 in 10 od"),
        ("k-mean", """ "quantity":"pm10","condition":{"kind":"above","raise":50,"of":"mean","over":"00:05:00"} """, "60 60 60 60 60 60 60", "The mean over 5 min of PM10 at k-mean has been above 50 µg/m³ since", "k-mean, delci PM10: povprečje v 5 min je nad mejo 50 µg/m³ od"),
        ("k-p90", """ "quantity":"pm10","condition":{"kind":"above","raise":50,"of":"p90","over":"00:05:00"} """, "60 60 60 60 60 60 60", "The 90th percentile over 5 min of PM10 at k-p90 has been above", "k-p90, delci PM10: 90. percentil v 5 min je nad mejo"),
        ("k-rate", """ "quantity":"level","domain":"river","condition":{"kind":"above","raise":30,"of":"rate","over":"00:05:00"} """, "10 20 30 40 50 60 70", "The change per hour over 5 min of ", "k-rate, "),
        ("k-stuck", """ "quantity":"pm10","condition":{"kind":"stuck","for":"00:05:00","tolerance":0.1} """, "7 7 7 7 7 7 7", "PM10 at k-stuck has not moved by more than 0.1 µg/m³ in 5 min; found", "k-stuck, delci PM10: vrednost se v 5 min ni spremenila za več kot 0,1 µg/m³; ugotovljeno"),
        ("k-few", """ "quantity":"pm10","condition":{"kind":"above","raise":50},"atLeastOf":{"n":3,"m":5} """, "60 40 60 40 60", "PM10 at k-few has been above 50 µg/m³ since", "k-few, delci PM10: vrednost je nad mejo 50 µg/m³ od"),
    ];

    [Fact]
    public async Task EveryKind_RaisesAndIsReadOut()
    {
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path);
        foreach (var (device, members, _, _, _) in Kinds)
        {
            await RuleAsync(city, device, $"{members},\"severity\":\"minor\"");
        }

        foreach (var (device, members, values, english, slovenian) in Kinds)
        {
            await SendAsync(city, device, JsonDocument.Parse($"{{{members}}}").RootElement.Text("quantity")!, values);
            var alert = Assert.Single(await Eventually.SatisfiesAsync(() => city.ItemsAsync($"/alerts?device={device}"), found => found.Count == 1, $"the alert of {device}"));
            Assert.StartsWith(english, alert.GetProperty("sentence").Text("en"), StringComparison.Ordinal);
            Assert.StartsWith(slovenian, alert.GetProperty("sentence").Text("sl"), StringComparison.Ordinal);
        }

        var details = await city.AskAsync($"/alerts/{(await city.ItemsAsync("/alerts?device=k-mean"))[0].Text("id")}");
        Assert.NotEmpty(details.GetProperty("evidence").GetProperty("buckets").EnumerateArray());
        Assert.Equal("Clears when it is at most 50 µg/m³.", details.GetProperty("clears").Text("en"));
    }

    [Fact]
    public async Task Levels_AreOneAlertThatRisesAndFalls()
    {
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path);
        await RuleAsync(city, "k-levels", """ "quantity":"pm10","condition":{"kind":"above"},"levels":[{"severity":"minor","raise":50},{"severity":"critical","raise":90}] """);
        await SendAsync(city, "k-levels", "pm10", "60");
        await SeverityAsync(city, "minor");
        await SendAsync(city, "k-levels", "pm10", "95");
        await SeverityAsync(city, "critical");
        await SendAsync(city, "k-levels", "pm10", "60");
        await SeverityAsync(city, "minor");
        await SendAsync(city, "k-levels", "pm10", "40");
        var alert = Assert.Single(await Eventually.SatisfiesAsync(() => city.ItemsAsync("/alerts?device=k-levels"), found => found is [var one] && one.Text("condition") == "cleared", "it clears"));
        var transitions = (await city.AskAsync($"/alerts/{alert.Text("id")}")).GetProperty("transitions").EnumerateArray().Select(t => $"{t.Text("kind")} {t.Text("reason")}".TrimEnd());
        Assert.Equal(["raised", "severity critical", "severity minor", "cleared"], transitions);
    }

    [Fact]
    public async Task Silence_AndALastWill_AreNoticed()
    {
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path);
        await RuleAsync(city, "k-gone", """ "quantity":"pm10","condition":{"kind":"absent","after":"00:00:03"},"severity":"minor" """);
        await SendAsync(city, "k-gone", "pm10", "5");
        var alert = Assert.Single(await Eventually.SatisfiesAsync(() => city.ItemsAsync("/alerts?device=k-gone&state=active"), found => found.Count == 1, "its silence"));
        Assert.StartsWith("No readings of PM10 have come from k-gone since", alert.GetProperty("sentence").Text("en"), StringComparison.Ordinal);
        await SendAsync(city, "k-gone", "pm10", "6");
        await Eventually.SatisfiesAsync(() => city.AskAsync($"/alerts/{alert.Text("id")}"), one => one.Text("condition") == "cleared", "it ends with a reading");

        await city.PublishAsync("cityops/v1/air/k-gone/status", "offline");
        var gone = Assert.Single(await Eventually.SatisfiesAsync(
            async () => (await city.ItemsAsync("/alerts?device=k-gone&state=active")).Where(one => one.IsNull("series")).ToList(), found => found.Count == 1, "its last will"));
        Assert.Equal(("k-gone", true), (gone.Text("device"), gone.IsNull("quantity")));
        await city.PublishAsync("cityops/v1/air/k-gone/status", "online");
        await Eventually.SatisfiesAsync(() => city.AskAsync($"/alerts/{gone.Text("id")}"), one => one.Text("condition") == "cleared", "it is back");
    }

    [Fact]
    public async Task EachStation_HasALimitOfItsOwn()
    {
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path);
        foreach (var (name, level) in new[] { ("low", 100), ("high", 300) })
        {
            await PutAsync(city, $"stations/{name}", $$$"""{"name":"{{{name}}}","lat":46,"lon":14.5,"domain":"river","attributes":{"warningLevel":{{{level}}}}}""");
            await PutAsync(city, $"devices/k-{name}", $$"""{"domain":"river","station":"{{name}}"}""");
        }

        await RuleAsync(city, "k-*", """ "quantity":"level","domain":"river","condition":{"kind":"above","deadband":5},"limitFrom":"warningLevel","severity":"minor" """);
        await SendAsync(city, "k-high", "level", "200");
        await SendAsync(city, "k-low", "level", "200");
        var alert = Assert.Single(await Eventually.SatisfiesAsync(() => city.ItemsAsync("/alerts"), found => found.Count > 0, "the alert of the lower limit"));
        Assert.Equal(("k-low", 100), (alert.Text("device"), alert.GetProperty("threshold").GetDouble()));
        var details = await city.AskAsync($"/alerts/{alert.Text("id")}");
        Assert.Equal("Clears when it is at least 5 cm below the station's warningLevel.", details.GetProperty("clears").Text("en"));

        await PutAsync(city, "stations/low", """{"name":"low","lat":46,"lon":14.5,"domain":"river","attributes":{"warningLevel":250}}""");
        await SendAsync(city, "k-low", "level", "200");
        await Eventually.SatisfiesAsync(() => city.AskAsync($"/alerts/{alert.Text("id")}"), one => one.Text("condition") == "cleared", "its limit was raised");
    }

    static async Task PutAsync(CityProcess city, string path, string body)
    {
        using var answer = await city.Http.PutAsync($"/api/v1/{path}", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static Task<List<JsonElement>> SeverityAsync(CityProcess city, string severity) => Eventually.SatisfiesAsync(
        () => city.ItemsAsync("/alerts?device=k-levels"), found => found is [var one] && one.Text("severity") == severity, $"it is {severity}");

    static async Task RuleAsync(CityProcess city, string device, string members)
    {
        var rule = $"{{\"name\":\"{device}\",\"devices\":[\"{device}\"],{members}}}";
        using var answer = await city.Http.PostAsync("/api/v1/rules", new StringContent(rule, Encoding.UTF8, "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    static async Task SendAsync(CityProcess city, string device, string quantity, string values)
    {
        var list = values.Split(' ');
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var domain = quantity switch { "ph" => "water", "level" => "river", _ => "air" };
        for (var i = 0; i < list.Length; i++)
        {
            await city.PublishAsync(
                $"cityops/v1/{domain}/{device}/readings",
                string.Create(CultureInfo.InvariantCulture, $"{{\"ts\":{now - ((list.Length - 1 - i) * 60_000L)},\"m\":{{\"{quantity}\":{list[i]}}}}}"));
        }
    }
}
