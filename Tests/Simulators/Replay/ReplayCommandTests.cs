using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Verbs;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Verbs;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public ReplayCommandTests()
    {
        Written.Save(folder, "mapping.json", Written.Mapping);
        Written.Save(folder, "rows.csv", Written.Rows);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task DryRun_NeedsNoBrokerAndCountsByColumn()
    {
        Assert.Equal(ExitCodes.Done, await InvokeAsync("replay", Rows, "--mapping", Mapping, "--dry-run", "--port", "1"));
        Assert.Equal(
            """
            5 rows of 2 devices, from 2026-03-01T00:00:00.000Z to 2026-03-01T00:20:00.000Z
            Read 7 rows: 5 used (1 without any number), 0 outside --from and --to, 2 unusable.
              rows.csv:4: pm 'oops' is no number
              rows.csv:5: 'yesterday' is no time (iso)
              rows.csv:6: 'b c' makes no device id (letters, digits, '.', '_' and '-', at most 64)
            column  sent as  unit   numbers  missing  left out  no number  min   mean   max
            no2     no2      ug/m3        4        1         0          0   10  13.75    20
            pm      pm10     ug/m3        2        2         0          1   15  16.25  17.5
            Nothing was sent.

            """,
            output.ToString());
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Replay_EndsWithItsAccount()
    {
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["replay", Rows, "--mapping", Mapping, "--times", "original", .. At(broker)]));
        Assert.EndsWith("\nFinished: 5 of 5 rows; sent 2, acknowledged 2, unsent 0; 6 readings; acknowledged without a subscriber 2\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Replaying as fast as the broker acknowledges, with recorded times, to 127.0.0.1:{broker.Port}", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output.ToString());
        Assert.Equal(2, broker.Readings.Count());
    }

    [Fact]
    public async Task Stopped_ItSaysHowFarItCame()
    {
        await using var broker = await TestBroker.StartAsync();
        using var stop = new CancellationTokenSource();
        var running = new CommandRun(output, error).InvokeAsync(["replay", Rows, "--mapping", Mapping, "--speed", "1", .. At(broker)], stop.Token);
        await broker.UntilAsync(() => broker.Readings.Count() == 2);
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Done, await running.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.EndsWith("\nStopped: 2 of 5 rows; sent 2, acknowledged 2, unsent 0; 3 readings; acknowledged without a subscriber 2\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedMessages_EndWithCode4()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Before = () =>
        {
            broker.Refusal = broker.Statuses.Count() >= 2 ? MqttPubAckReasonCode.QuotaExceeded : null;
            return Task.CompletedTask;
        };
        Assert.Equal(ExitCodes.Incomplete, await InvokeAsync(["replay", Rows, "--mapping", Mapping, "--speed", "max", "--wait", "0s", .. At(broker)]));
        Assert.Contains("2 of 2 messages were not acknowledged.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPassword_EndsWithCode3()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Password = "right";
        Assert.Equal(ExitCodes.Refused, await InvokeAsync(["replay", Rows, "--mapping", Mapping, "--user", "sims", "--password", "wrong", .. At(broker)]));
        Assert.Contains("Are user name and password right?", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--username", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokerThatIsAway_EndsWithCode2AndWhatToDo()
    {
        Assert.Equal(ExitCodes.Unreachable, await InvokeAsync("replay", Rows, "--mapping", Mapping, "--host", "127.0.0.1", "--port", $"{FreePort.Next()}", "--wait", "0s"));
        Assert.Contains("No MQTT broker answers at 127.0.0.1:", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--host and --port say where to look", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldTimes_AreWarnedOfBeforeACityRefusesThem()
    {
        Written.Save(folder, "old.csv", "time,box,no2,pm\n2004-03-01T00:00:00,a,1,1\n");
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["replay", folder.File("old.csv"), "--mapping", Mapping, "--times", "original", .. At(broker)]));
        Assert.Matches(@"The oldest readings are \d+ days old\. .*Ingestion:MaxAge=36500\.00:00:00", output.ToString());
        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["replay", folder.File("old.csv"), "--mapping", Mapping, "--times", "now", .. At(broker)]));
        Assert.DoesNotContain("MaxAge", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from 2026-03-01T00:10 --to 2026-03-01T00:20", "1 rows of 1 device")]
    [InlineData("--from 2026-03-01T01:10+01:00", "3 rows of 2 devices")]
    [InlineData("--to 2026-03-01T00:10", "2 rows of 2 devices")]
    public async Task Period_IsInTheZoneOfTheMapping(string words, string found)
    {
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["replay", Rows, "--mapping", Mapping, "--dry-run", .. words.Split(' ')]));
        Assert.StartsWith(found, output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay", "replay what?")]
    [InlineData("replay", "--mapping says what the columns mean")]
    [InlineData("replay {rows} --mapping no-such", "none of the mappings that come with the program (aarhus-traffic, batadal-water, uci-air)")]
    [InlineData("replay {rows} --mapping uci-air", "there is no column 'Date'")]
    [InlineData("replay no-such.csv --mapping {mapping}", "no-such.csv")]
    [InlineData("replay {rows} --mapping {mapping} --speed fast", "--speed takes a number above 0")]
    [InlineData("replay {rows} --mapping {mapping} --speed 0", "--speed takes a number above 0")]
    [InlineData("replay {rows} --mapping {mapping} --times later", "later")]
    [InlineData("replay {rows} --mapping {mapping} --from soon", "--from: 'soon' is no time")]
    [InlineData("replay {rows} --mapping {mapping} --from 2027-01-01", "All 5 rows are outside --from and --to")]
    [InlineData("replay {rows} --mapping {mapping} --device-prefix a/b --dry-run", "--device-prefix: 'a/baq-a'")]
    [InlineData("replay {rows} --maping {mapping}", "Did you mean --mapping?")]
    public async Task WrongWords_EndWithCode1AndAReason(string words, string reason)
    {
        Assert.Equal(ExitCodes.BadWords, await InvokeAsync([.. words.Split(' ').Select(word => word.Replace("{rows}", Rows, StringComparison.Ordinal).Replace("{mapping}", Mapping, StringComparison.Ordinal))]));
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MappingThatFitsNoRow_IsSaidWithExamples()
    {
        Written.Save(folder, "us.csv", "time,box,no2,pm\n03/28/2026 1 pm,a,1,1\n03/28/2026 2 pm,a,1,1\n");
        Assert.Equal(ExitCodes.BadWords, await InvokeAsync("replay", folder.File("us.csv"), "--mapping", folder.File("mapping2.json")));
        Written.Save(folder, "mapping2.json", Written.Mapping.Replace("\"zone\"", "\"format\": \"dd.MM.yyyy\", \"zone\"", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.BadWords, await InvokeAsync("replay", folder.File("us.csv"), "--mapping", folder.File("mapping2.json")));
        Assert.Contains("Not one of 2 rows can be used", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("us.csv:2: '03/28/2026 1 pm' is no time (dd.MM.yyyy)", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_IsPrintedAndCanBeUsed()
    {
        Assert.Equal(ExitCodes.Done, await InvokeAsync("replay", "--example"));
        Assert.Equal(MappingFile.Example, output.ToString());
        Written.Save(folder, "example.json", output.ToString());
        Written.Save(folder, "gauges.csv", "Gauge;River;Lat;Lon;Place\n7;Sava;46.08;14.5;Ježica\n");
        Written.Save(folder, "levels.csv", "Date;Time;Gauge;Level;Flow;Water mK;State;Battery\n29.03.2026;01:50;7;123,5;0;280150;ok;3,6\n29.03.2026;02:10;7;1;1;1;ok;3,6\n");
        output.GetStringBuilder().Clear();
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["replay", folder.File("levels.csv"), "--mapping", folder.File("example.json"), "--speed", "max", .. At(broker)]));
        Assert.Contains("levels.csv:3: 2026-03-29 02:10:00 does not exist in Europe/Ljubljana", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Sava\",\"lat\":46.08,\"lon\":14.5,\"district\":\"Ježica\",\"station\":\"gauge-7\"", broker.Statuses.First(heard => heard.Device == "gauge-7").Text, StringComparison.Ordinal);
        Assert.Equal("{\"level\":123.5,\"temperature\":7}", broker.Readings.Single(heard => heard.Device == "gauge-7").Records[0].GetProperty("m").GetRawText());
        Assert.Equal("{\"battery\":3.6}", broker.Readings.Single(heard => heard.Device == "gauge-logger").Records[0].GetProperty("m").GetRawText());
    }

    [Fact]
    public async Task TableOfStationsThatIsNotThere_IsSaidWithTheWordForIt()
    {
        Written.Save(folder, "traffic.csv", "TIMESTAMP,REPORT_ID,vehicleCount,avgSpeed,avgMeasuredTime,medianMeasuredTime\n2014-08-04T00:00:00,1,2,50,60,60\n");
        Assert.Equal(ExitCodes.BadWords, await InvokeAsync("replay", folder.File("traffic.csv"), "--mapping", "aarhus-traffic", "--dry-run"));
        Assert.Contains("aarhus_sensors.csv", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--stations FILE", error.ToString(), StringComparison.Ordinal);
        var table = Written.Save(folder, "elsewhere.csv", "REPORT_ID,POINT_1_STREET,POINT_1_LAT,POINT_1_LNG,POINT_1_CITY\n1,Vej,56.1,10.1,Aarhus\n");
        Assert.Equal(ExitCodes.Done, await InvokeAsync("replay", folder.File("traffic.csv"), "--mapping", "aarhus-traffic", "--dry-run", "--stations", table));
    }

    string Rows => folder.File("rows.csv");

    string Mapping => folder.File("mapping.json");

    static string[] At(TestBroker broker) => ["--host", "127.0.0.1", "--port", $"{broker.Port}"];

    Task<int> InvokeAsync(params string[] arguments) => new CommandRun(output, error).InvokeAsync(arguments);
}
