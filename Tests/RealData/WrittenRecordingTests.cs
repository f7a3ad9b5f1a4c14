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
    [InlineData("0..10800/3600 47", "raised@10800 start@10800")]
    // Two equal readings beside one that is missing are no three hours.
    [InlineData("0 64, 3600 58, 10800 47, 14400 47", "")]
    public void Stuck_NeedsThreeReadings(string history, string expected) => Assert.Equal(expected, WrittenHistory.Run(Stuck, history).Story);

    /// <summary>A change is judged over one interval, too: from the reading at the window's beginning.</summary>
    [Theory]
    [InlineData(Rate, "0 0, 3600 4, 7200 14, 10800 24", "raised@7200 start@7200")]
    [InlineData("""{"condition":{"kind":"above","raise":5,"of":"rate","over":"02:00:00"}}""", "0 0, 3600 10, 7200 20, 10800 30", "raised@7200 start@7200")]
    public void Rate_GoesFromTheWindowsBeginning(string rule, string history, string expected) => Assert.Equal(expected, WrittenHistory.Run(rule, history).Story);

    /// <summary>The other is of the same message, wherever it stands there.</summary>
    [Theory]
    [InlineData("F_OUT", "F_IN")]
    [InlineData("F_IN", "F_OUT")]
    public void Difference_InOneMessage_DoesNotDependOnTheOrder(string first, string second)
    {
        var recording = Hours([first, second], [10, 10], [10, 10], [20, 20], [20, 20]);
        var rule = """ "quantity":"F_IN","condition":{"kind":"above","raise":5,"of":"difference","other":"F_OUT"} """;
        Assert.Empty(RecordedRun.Of(recording, rule));
    }

    /// <summary>No message has both above 5.</summary>
    [Theory]
    [InlineData("B", "A")]
    [InlineData("A", "B")]
    public void Group_InOneMessage_DoesNotDependOnTheOrder(string first, string second)
    {
        double[][] hours = first == "A" ? [[9, 0], [0, 9]] : [[0, 9], [9, 0]];
        var recording = Hours([first, second], hours);
        var rule = """ "quantity":"A","condition":{"kind":"all","scope":"station","conditions":[{"kind":"above","raise":5},{"kind":"above","quantity":"B","raise":5}]} """;
        Assert.Empty(RecordedRun.Of(recording, rule));
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
