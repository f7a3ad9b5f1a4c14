using System.Globalization;
using System.Text.Json.Nodes;
using CityOps.Tests.EndToEnd;
using CityOps.Tests.Support;

namespace CityOps.Tests.Replay;

/// <summary>Eleven days of eight road sensors of Aarhus, message by message through MQTT, and everything asked back.</summary>
[Collection(RealCity.Name)]
public sealed class RecordedTrafficTests(ITestOutputHelper output)
{
    const string From = "2014-08-04T00:00:00Z";
    const string To = "2014-08-15T00:00:00Z";
    const string Day = "2014-08-05";

    static readonly (string Quantity, string Column)[] Columns =
        [("travelTime", "avgMeasuredTime"), ("speed", "avgSpeed"), ("vehicleCount", "vehicleCount")];

    [Fact]
    public async Task Replay_IsAccountedForRowByRow()
    {
        var rows = Samples.Table("traffic/aarhus_traffic_8_sensors_2014-08-04_2014-08-14.csv.gz");
        var bySensor = rows.GroupBy(row => row["REPORT_ID"]).ToDictionary(sensor => $"aarhus-{sensor.Key}", sensor => sensor.ToList());
        Assert.Equal((8, 23_100), (bySensor.Count, rows.Count));
        using var folder = new TempFolder();
        await using var city = await ReplayedCity.StartAsync(folder);

        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(bySensor.Select(sensor => SendAsync(city, sensor.Key, sensor.Value)));
        Say("sent and acknowledged", began);
        var expected = Judge(rows);
        output.WriteLine(expected.ToString());
        AssertLedger(await city.SettledLedgerAsync(rows.Count), expected);
        Say("in store", began);

        foreach (var (device, recorded) in bySensor)
        {
            Assert.Equal(recorded.Count, (long)(await city.GetAsync($"ledger/{device}"))["total"]!["received"]!);
            foreach (var (quantity, column) in Columns)
            {
                await AssertReadingsAsync(city, $"{device}:{quantity}", recorded, column);
                await AssertHoursAsync(city, $"{device}:{quantity}", recorded, column);
            }
        }

        await AssertStationsAsync(city);
        Assert.All(await city.ItemsAsync("alerts"), alert => Assert.True((bool)alert["historical"]!));
        await AssertSentAgainAsync(city, bySensor.First(), expected);
        Say("asked back", began);
    }

    /// <summary>What the ledger must say of the file, found by walking over it: rows that come twice, or back in time.</summary>
    static Expected Judge(List<Dictionary<string, string>> rows)
    {
        var seen = new HashSet<(string, string)>();
        var newest = new Dictionary<string, (string Time, string Payload)>();
        var (duplicate, late, conflicting) = (0, 0, 0);
        foreach (var row in rows)
        {
            var (sensor, time, payload) = (row["REPORT_ID"], row["TIMESTAMP"], Payload(row));
            if (!seen.Add((sensor, payload)))
            {
                duplicate++;
            }
            else if (newest.TryGetValue(sensor, out var last) && string.CompareOrdinal(time, last.Time) <= 0)
            {
                late++;
                conflicting += time == last.Time && payload != last.Payload ? 1 : 0;
            }
            else
            {
                newest[sensor] = (time, payload);
            }
        }

        return new Expected(rows.Count, duplicate, late, conflicting);
    }

    static void AssertLedger(JsonNode ledger, Expected expected)
    {
        long Of(string name) => (long)ledger[name]!;
        Assert.Equal(
            (expected.Rows, expected.Rows, expected.Rows - expected.Duplicate, expected.Duplicate, expected.Late, expected.Conflicting),
            (Of("received"), Of("decoded"), Of("stored"), Of("duplicate"), Of("late"), Of("conflicting")));
        Assert.Equal((0, 0, 0, 0, 0), (Of("refused"), Of("shed"), Of("missing"), Of("outOfOrder"), (long)ledger["rejected"]!["total"]!));
        Assert.Equal((expected.Rows - expected.Duplicate) * Columns.Length, (long)ledger["readings"]!["taken"]!);
        Assert.Empty(ledger["readings"]!["refused"]!.AsObject());
    }

    static async Task AssertReadingsAsync(ReplayedCity city, string series, List<Dictionary<string, string>> recorded, string column)
    {
        // The last row of a time is what the store keeps.
        var expected = recorded.GroupBy(row => ReplayedCity.Utc(row["TIMESTAMP"])).Select(time => (time.Key, Number(time.Last()[column])));
        Assert.Equal(expected.OrderBy(one => one.Key, StringComparer.Ordinal), await city.ReadingsAsync(series, From, To));
    }

    static async Task AssertHoursAsync(ReplayedCity city, string series, List<Dictionary<string, string>> recorded, string column)
    {
        var expected = recorded.Where(row => row["TIMESTAMP"].StartsWith(Day, StringComparison.Ordinal))
            .GroupBy(row => row["TIMESTAMP"][..13], row => Number(row[column]))
            .Select(hour => new Bucket(ReplayedCity.Utc(hour.Key + ":00:00"), hour.Average(), hour.Min(), hour.Max(), hour.Count())).ToList();
        var found = await city.BucketsAsync(series, Day + "T00:00:00Z", "2014-08-06T00:00:00Z", "1h");
        Assert.Equal(expected.Select(hour => hour with { Mean = 0 }), found.Select(hour => hour with { Mean = 0 }));
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second.Mean, pair.First.Mean * (1 - 1e-9), pair.First.Mean * (1 + 1e-9)));
    }

    /// <summary>The eight births made stations with street names, as they are written in Denmark.</summary>
    static async Task AssertStationsAsync(ReplayedCity city)
    {
        var stations = await city.ItemsAsync("stations");
        Assert.Equal(Samples.Table("traffic/aarhus_sensors.csv").Select(Name).Order(StringComparer.Ordinal),
            stations.Select(station => (string)station["name"]!).Order(StringComparer.Ordinal));
        Assert.All(stations, station => Assert.InRange((double)station["lat"]!, 56, 56.4));
    }

    /// <summary>A gateway that sends a day once more changes the account by so many duplicates, and nothing else.</summary>
    static async Task AssertSentAgainAsync(ReplayedCity city, KeyValuePair<string, List<Dictionary<string, string>>> sensor, Expected expected)
    {
        var again = sensor.Value.Where(row => row["TIMESTAMP"].StartsWith(Day, StringComparison.Ordinal)).ToList();
        await using (var device = await RecordedDevice.ConnectAsync(city.MqttPort, $"traffic/{sensor.Key}"))
        {
            await device.SendAsync(again.Select(Payload));
        }

        var ledger = await city.SettledLedgerAsync(expected.Rows + again.Count);
        Assert.Equal(expected.Rows + again.Count, (long)ledger["received"]!);
        Assert.Equal(expected.Duplicate + again.Count, (long)ledger["duplicate"]!);
        Assert.Equal(expected.Rows - expected.Duplicate, (long)ledger["stored"]!);
        await AssertReadingsAsync(city, $"{sensor.Key}:speed", sensor.Value, "avgSpeed");
    }

    static async Task SendAsync(ReplayedCity city, string id, List<Dictionary<string, string>> rows)
    {
        var sensor = Samples.Table("traffic/aarhus_sensors.csv").Single(one => $"aarhus-{one["REPORT_ID"]}" == id);
        await using var device = await RecordedDevice.ConnectAsync(city.MqttPort, $"traffic/{id}");
        await device.BirthAsync(new JsonObject
        {
            ["state"] = "online", ["name"] = Name(sensor), ["lat"] = Number(sensor["POINT_1_LAT"]), ["lon"] = Number(sensor["POINT_1_LNG"]),
            ["interval"] = 300,
        }.ToJsonString());
        await device.SendAsync(rows.Select(Payload));
    }

    static string Name(Dictionary<string, string> sensor) => $"{sensor["POINT_1_STREET"]} {sensor["REPORT_ID"]}";

    /// <summary>One row as its sensor would have sent it. The recording gives no zone; its rush hours fit UTC.</summary>
    static string Payload(Dictionary<string, string> row)
    {
        var values = string.Join(',', Columns.Select(one => $"\"{one.Quantity}\":{row[one.Column]}"));
        return "{\"ts\":\"" + row["TIMESTAMP"] + "Z\",\"m\":{" + values + "}}";
    }

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    void Say(string what, long since) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what} after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s"));

    sealed record Expected(long Rows, long Duplicate, long Late, long Conflicting);
}
