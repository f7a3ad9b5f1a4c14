using System.Globalization;
using System.Text.Json.Nodes;
using CityOps.Tests.EndToEnd;
using CityOps.Tests.Support;

namespace CityOps.Tests.Replay;

/// <summary>A year of an air-quality device with its gaps, in messages of many records, and the published figures asked back.</summary>
[Collection(RealCity.Name)]
public sealed class RecordedAirTests(ITestOutputHelper output)
{
    const string Device = "uci-air";
    const string From = "2004-03-01T00:00:00Z";
    const string To = "2005-05-01T00:00:00Z";
    const string Missing = "-200";
    const int RecordsPerMessage = 500;

    static readonly (string Quantity, string Column)[] Columns =
        [("co", "CO(GT)"), ("benzene", "C6H6(GT)"), ("no2", "NO2(GT)"), ("temperature", "T"), ("humidity", "RH")];

    [Fact]
    public async Task Year_ComesBackWithItsGapsAndItsExtremes()
    {
        var rows = Samples.Table("air/uci_air_quality_2004-2005.csv.gz");
        Assert.Equal(9_357, rows.Count);
        using var folder = new TempFolder();
        await using var city = await ReplayedCity.StartAsync(folder);
        var payloads = rows.Chunk(RecordsPerMessage).Select(some => new JsonArray([.. some.Select(Record)]).ToJsonString()).ToList();
        await using (var device = await RecordedDevice.ConnectAsync(city.MqttPort, $"air/{Device}"))
        {
            await device.SendAsync(payloads);
        }

        var ledger = await city.SettledLedgerAsync(payloads.Count);
        var numbers = rows.Sum(row => Columns.Count(one => !IsMissing(row[one.Column])));
        Assert.Equal((payloads.Count, numbers), ((long)ledger["stored"]!, (long)ledger["readings"]!["taken"]!));
        Assert.Empty(ledger["readings"]!["refused"]!.AsObject());

        await AssertSeriesAsync(city, rows, "co", "CO(GT)", 1_683, 11.9, "2004-11-23T19:00:00.000Z");
        await AssertSeriesAsync(city, rows, "no2", "NO2(GT)", 1_642, 339.7, "2005-02-11T16:00:00.000Z");
        var days = await city.BucketsAsync($"{Device}:co", From, To, "1d");
        Assert.Equal(7_674, days.Sum(day => day.Count));
        Assert.Equal(11.9, days.Max(day => day.Max));
        Assert.Equal(2.15275, days.Sum(day => day.Mean * day.Count) / 7_674, 5);
    }

    async Task AssertSeriesAsync(ReplayedCity city, List<Dictionary<string, string>> rows, string quantity, string column, int missing, double highest, string at)
    {
        var found = await city.ReadingsAsync($"{Device}:{quantity}", From, To);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{quantity}: {found.Count} numbers, {rows.Count - found.Count} missing, {rows.Count} rows"));
        Assert.Equal(rows.Where(row => !IsMissing(row[column])).Select(row => (ReplayedCity.Utc(Time(row)), Number(row[column]))), found);
        Assert.Equal(rows.Count - missing, found.Count);
        Assert.Equal((at, highest), found.MaxBy(reading => reading.Value));
    }

    /// <summary>One hour. The recording's local time has no zone and no doubled hour: replayed as if it were UTC.</summary>
    static JsonNode Record(Dictionary<string, string> row)
    {
        var values = new JsonObject();
        foreach (var (quantity, column) in Columns)
        {
            values[quantity] = IsMissing(row[column]) ? null : Number(row[column]);
        }

        return new JsonObject { ["ts"] = Time(row) + "Z", ["m"] = values };
    }

    static string Time(Dictionary<string, string> row) => $"{row["Date"]}T{row["Time"]}";

    static bool IsMissing(string cell) => cell == Missing || cell == Missing + ".0";

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
