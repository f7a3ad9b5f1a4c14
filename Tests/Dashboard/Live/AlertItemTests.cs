using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Tests.Ingestion.Live;

namespace CityOps.Tests.Dashboard.Live;

public sealed class AlertItemTests
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void OpenAlert_HasEveryMemberOfTheContractNullOnesToo()
    {
        var expected = """
            {"id":"x","rule":{"id":"r1","version":1,"name":"PM10 high"},"series":"a:pm10","device":"a","station":"s1","district":"Šiška",
            "domain":"air","quantity":"pm10","unit":"ug/m3","severity":"major","condition":"active","startedAt":"2023-11-14T22:12:20.000Z",
            "raisedAt":"2023-11-14T22:13:20.000Z","clearedAt":null,"value":61.5,"peak":70,"threshold":50,"quality":"good","acknowledged":null,
            "shelved":null,"suppressedBy":null,"assignee":null,"historical":false,"revision":1,"sentence":{"en":"pm10 at Station s1, UTC","sl":"…"}}
            """;

        Assert.Equal(expected.ReplaceLineEndings(""), Write(SomeCity.Alert("x")));
    }

    [Fact]
    public void FactsBesideTheState_AreObjects()
    {
        var alert = SomeCity.Alert("x", open: false) with
        {
            Series = null, Acknowledged = new Acknowledgement("ana", LiveSome.T0, null), Quality = Quality.NotEvaluated,
            Shelved = new Shelving("bor", LiveSome.T0 + 1, "works"), Condition = AlertCondition.Unknown, ClearedAt = LiveSome.T0,
        };

        var json = JsonDocument.Parse(Write(alert)).RootElement;

        Assert.Equal("""{"by":"ana","at":"2023-11-14T22:13:20.000Z","comment":null}""", json.GetProperty("acknowledged").GetRawText());
        Assert.Equal("""{"by":"bor","until":"2023-11-14T22:13:20.001Z","reason":"works"}""", json.GetProperty("shelved").GetRawText());
        Assert.Equal("2023-11-14T22:13:20.000Z", json.GetProperty("clearedAt").GetString());
        Assert.Equal(("unknown", "notEvaluated"), (json.GetProperty("condition").GetString(), json.GetProperty("quality").GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (json.GetProperty("series").ValueKind, json.GetProperty("device").ValueKind));
    }

    [Fact]
    public void AlertAboutCityOpsItself_HasNoPlaceAndNoDomain()
    {
        var json = JsonDocument.Parse(Write(SomeCity.Alert("x") with
        {
            Rule = new AlertRuleReference("cityops-store", 1, "away"), Series = null, Station = null, District = null, Domain = null, Quantity = "outage", Unit = "s",
        })).RootElement;
        Assert.All(["series", "device", "station", "district", "domain"], member => Assert.Equal(JsonValueKind.Null, json.GetProperty(member).ValueKind));
        Assert.Equal(("outage", "s"), (json.GetProperty("quantity").GetString(), json.GetProperty("unit").GetString()));
    }

    [Theory]
    [InlineData("s1", "Station s1")]
    [InlineData("gone", "gone")] // no longer registered: its id stands for its name
    [InlineData(null, null)]
    public void Sentence_IsGivenTheStationsName(string? station, string? name)
    {
        string? given = "";
        AlertItem.From(SomeCity.Alert("x") with { Station = station }, SomeCity.RegistryOf(1, "a@s1"), TimeZoneInfo.Utc, (_, stationName, _) =>
        {
            given = stationName;
            return new LocalText("", "");
        });

        Assert.Equal(name, given);
    }

    static string Write(Alert alert) => JsonSerializer.Serialize(
        AlertItem.From(alert, SomeCity.RegistryOf(1, "a@s1"), TimeZoneInfo.Utc, (a, station, zone) => new LocalText($"{a.Quantity} at {station}, {zone.Id}", "…")), Web);
}
