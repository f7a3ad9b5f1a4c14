using System.Net;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>The means that a city asks for besides the mean of readings, over HTTP.</summary>
[Collection(ApiCity.Name)]
public sealed class WeightedMeansTests(ApiCity city)
{
    static readonly long Hour = (Json.Now / 3_600_000 * 3_600_000) - (5 * 3_600_000L);

    [Fact]
    public async Task Speed_IsOfVehicles_NotOfReadings()
    {
        await city.PublishAsync(
            "wm-det",
            $"[{Detector(Hour, 50, 600)},{Detector(Hour + 900_000, 40, 300)},{Detector(Hour + 1_800_000, 20, 100)},{Detector(Hour + 2_700_000, 0, 0)}]", "traffic");
        var answer = await CityAnswersAsync("wm-det:speed", "flowWeighted,harmonic,timeWeighted", 4);
        Assert.Equal("t mean min max count flowWeighted harmonic timeWeighted", answer.Members());
        Assert.Equal(44.0, answer.Number("flowWeighted"), 9);
        Assert.Equal(1_000 / 24.5, answer.Number("harmonic"), 9);
        Assert.Equal(27.5, answer.Number("timeWeighted"), 9);
        Assert.Equal(27.5, answer.Number("mean"), 9);
    }

    [Fact]
    public async Task TimeWeighted_CountsAValueForAsLongAsItStood()
    {
        await city.PublishAsync("wm-tank", $"[{Level(Hour, 1)},{Level(Hour + 600_000, 4)},{Level(Hour + 1_200_000, 4)}]", "water");
        // 10 minutes at 1 m, then 4 m for 10, and for the 15 that a device may be silent.
        Assert.Equal(((10 * 1) + (25 * 4)) / 35.0, (await CityAnswersAsync("wm-tank:level", "timeWeighted", 3)).Number("timeWeighted"), 9);
    }

    [Fact]
    public async Task WhereNobodyPassed_TheMeanIsNull()
    {
        await city.PublishAsync("wm-empty", $"[{Detector(Hour, 0, 0)}]", "traffic");
        Assert.Equal(JsonValueKind.Null, (await CityAnswersAsync("wm-empty:speed", "harmonic", 1)).GetProperty("harmonic").ValueKind);
    }

    [Fact]
    public async Task SeriesWithoutVehicles_IsRefusedInWords()
    {
        await city.ReadAsync("wm-air", "pm10", Hour, 1);
        var refusal = await city.RefusalAsync(
            HttpMethod.Get, $"/readings?series=wm-air:pm10&bucket=1h&aggregate=harmonic", null, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("wm-air:pm10", refusal, StringComparison.Ordinal);
    }

    [Theory]
    // The legal day of air quality has no summer time: on 30 March 2025 it begins an hour after the civil one of the day before did.
    [InlineData("%2B01:00", "+01:00", "2025-03-29T23:00:00.000Z", "2025-03-30T23:00:00.000Z")]
    [InlineData(" 01:00", "+01:00", "2025-03-29T23:00:00.000Z", "2025-03-30T23:00:00.000Z")]
    [InlineData("Europe/Ljubljana", "Europe/Ljubljana", "2025-03-29T23:00:00.000Z", "2025-03-30T22:00:00.000Z")]
    public async Task LegalDay_HasAlways24Hours(string asked, string told, params string[] starts)
    {
        var (first, second) = (Json.At("2025-03-29T23:00:00Z"), Json.At("2025-03-30T23:00:00Z"));
        await city.PublishAsync("wm-day", $"[{ApiCity.Payload("pm10", first, 1)},{ApiCity.Payload("pm10", second, 2)}]");
        await city.ReadAsync("wm-day", "pm10", second + 1, 3);
        var answer = await city.GetAsync($"/readings?series=wm-day:pm10&bucket=1d&tz={asked}&from={first}&to={second + 2}");
        Assert.Equal(told, answer.Text("tz"));
        Assert.Equal(starts, answer.GetProperty("items").EnumerateArray().Select(item => item.Text("t")));
    }

    async Task<JsonElement> CityAnswersAsync(string series, string aggregate, int readings)
    {
        var path = $"/readings?series={series}&bucket=1h&aggregate={aggregate}&from={Hour}&to={Hour + 3_600_000}";
        await Eventually.SatisfiesAsync(
            () => city.Process.Http.GetStringAsync($"/api/v1/series?device={series.Split(':')[0]}"),
            text => text.Contains(series, StringComparison.Ordinal), $"the series {series}");
        var answer = await city.ItemsAsync(path, 1);
        return await Eventually.SatisfiesAsync(
            async () => (await city.GetAsync(path)).GetProperty("items")[0].Clone(), item => item.Count("count") == readings, $"{readings} readings of {series}");
    }

    static string Detector(long at, double speed, double vehicles) =>
        FormattableString.Invariant($$$"""{"ts":{{{at}}},"m":{"speed":{{{speed}}},"vehicleCount":{{{vehicles}}}}}""");

    static string Level(long at, double metres) => ApiCity.Payload("level", at, metres);
}
