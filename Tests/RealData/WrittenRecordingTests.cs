using System.Globalization;
using CityOps.Tests.Core.Alerts;

namespace CityOps.Tests.RealData;

/// <summary>What the recordings showed of the engine and of their readers, on a few written rows: these tests run where the recordings are missing.</summary>
public sealed class WrittenRecordingTests
{
    const string Stuck = """{"condition":{"kind":"stuck","for":"03:00:00"}}""";
    const string Rate = """{"condition":{"kind":"above","raise":5,"of":"rate","over":"01:00:00"}}""";

    [Fact]
    public void AirClock_IsWinterTimeAllYear_AndMinus200IsNothing()
    {
        var recording = Recording.Air([AirRow("2004-07-01", "18:00:00", "2.6"), AirRow("2004-07-01", "19:00:00", "-200.0")]);
        var co = Assert.Single(recording.Readings, reading => reading.Quantity == "co");
        Assert.Equal((new DateTimeOffset(2004, 7, 1, 17, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), 2.6), (co.At, co.Value));
        Assert.Equal("2004-07-01 18:00", recording.Tell(co.At));
    }

    [Fact]
    public void Speed_OfAnIntervalWithoutVehicles_IsNoMeasurement()
    {
        var recording = Recording.Roads([RoadRow("0"), RoadRow("3")], []);
        Assert.Equal(["vehicleCount", "speed", "vehicleCount", "travelTime"], recording.Readings.Select(reading => reading.Quantity));
    }

    [Fact]
    public void Episode_IsToldFromItsStart()
    {
        var recording = Recording.Air(Enumerable.Range(10, 6).Select(hour => AirRow("2004-07-01", $"{hour}:00:00", hour is 12 or 13 or 14 ? "9.5" : "1")));
        var episode = Assert.Single(RecordedRun.Of(recording, """ "quantity":"co","condition":{"kind":"above","raise":9},"raiseAfter":"01:00:00" """));
        Assert.Equal("air 2004-07-01 12:00 raised +01:00 cleared +03:00 peak 9.5", episode.Tell(recording));
    }

    /// <summary>NO2 of 2004-06-11: 148 at 09:00, nothing for two hours, 111 at 12:00. One reading in three hours has not stood still.</summary>
    [Theory]
    [InlineData("0 134, 3600 148, 14400 111, 18000 110", "")]
    [InlineData("0..10800/3600 47", "raised@7200 start@7200")]
    // Weak: two equal readings beside one that is missing count for three hours.
    [InlineData("0 64, 3600 58, 10800 47, 14400 47", "raised@14400 start@14400")]
    public void Stuck_NeedsMoreThanOneReading(string history, string expected) => Assert.Equal(expected, WrittenHistory.Run(Stuck, history).Story);

    /// <summary>A window does not hold the reading at its own beginning: a rate over one interval has nothing to compare with.</summary>
    [Theory]
    [InlineData(Rate, "0 0, 3600 10, 7200 20, 10800 30", "")]
    [InlineData("""{"condition":{"kind":"above","raise":5,"of":"rate","over":"02:00:00"}}""", "0 0, 3600 10, 7200 20, 10800 30", "raised@3600 start@3600")]
    public void Rate_IsOverMoreThanOneInterval(string rule, string history, string expected) => Assert.Equal(expected, WrittenHistory.Run(rule, history).Story);

    /// <summary>Readings of one message are judged one after the other: what stands before its other in the message is compared with the message before.</summary>
    [Theory]
    [InlineData("F_OUT", "F_IN", 0)]
    [InlineData("F_IN", "F_OUT", 1)]
    public void Difference_InOneMessage_DependsOnTheOrder(string first, string second, int alarms)
    {
        var recording = Hours([first, second], [10, 10], [10, 10], [20, 20], [20, 20]);
        var rule = """ "quantity":"F_IN","condition":{"kind":"above","raise":5,"of":"difference","other":"F_OUT"} """;
        Assert.Equal(alarms, RecordedRun.Of(recording, rule).Count);
    }

    /// <summary>No message has both above 5: the second is above it until the first of the next message has been judged.</summary>
    [Theory]
    [InlineData("B", "A", "ctown 2016-07-04 11:00 raised +00:00 cleared +00:00 peak 2")]
    [InlineData("A", "B", null)]
    public void Group_InOneMessage_DependsOnTheOrder(string first, string second, string? expected)
    {
        double[][] hours = first == "A" ? [[9, 0], [0, 9]] : [[0, 9], [9, 0]];
        var recording = Hours([first, second], hours);
        var rule = """ "quantity":"A","condition":{"kind":"all","scope":"station","conditions":[{"kind":"above","raise":5},{"kind":"above","quantity":"B","raise":5}]} """;
        Assert.Equal(expected, RecordedRun.Of(recording, rule).SingleOrDefault()?.Tell(recording));
    }

    /// <summary>From 10:00 on, one message an hour.</summary>
    static Recording Hours(string[] columns, params double[][] hours) => Recording.Water(hours.Select((values, hour) =>
        columns.Zip(values).ToDictionary(cell => " " + cell.First, cell => cell.Second.ToString(CultureInfo.InvariantCulture))
            .Append(new("DATETIME", $"04/07/16 {10 + hour}")).ToDictionary()));

    static Dictionary<string, string> AirRow(string date, string time, string co) =>
        new() { ["Date"] = date, ["Time"] = time, ["CO(GT)"] = co, ["C6H6(GT)"] = "-200", ["NO2(GT)"] = "-200", ["T"] = "-200", ["RH"] = "-200" };

    static Dictionary<string, string> RoadRow(string count) => new()
    {
        ["TIMESTAMP"] = $"2014-08-04T00:0{count}:00", ["REPORT_ID"] = "1", ["avgSpeed"] = "50", ["avgMeasuredTime"] = "60", ["vehicleCount"] = count,
    };
}
