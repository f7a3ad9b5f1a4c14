using CityOps.Simulators.Verbs;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Replay;
using CityOps.Tests.Simulators.Verbs;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Import;

public sealed class ImportCommandTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public ImportCommandTests() => Written.Save(folder, "rows.csv", Exported.Rows);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task DryRun_NeedsNoBrokerAndSaysWhatIsLeftOut()
    {
        Assert.Equal(ExitCodes.Done, await InvokeAsync("import", Rows, "--dry-run", "--port", "1"));
        Assert.StartsWith("3 readings of 2 devices, from 2026-03-01T00:00:00.000Z to 2026-03-01T00:03:00.000Z\n", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            """
            Read 9 rows: 3 to send, 6 left out: 2 without a time that can be read, 1 of no series, 1 of no domain, 1 without a number, 1 failed in the city they come from (--with-failed sends them).
              rows.csv:4: 'yesterday' is no time such as 2026-01-13T06:10:00.000Z
              rows.csv:5: '2026-03-01T00:02:00' is no time such as 2026-01-13T06:10:00.000Z
              rows.csv:6: 'eleven' is no number
              rows.csv:7: 'aq 1:pm10' is no series such as aq-017:pm10
              rows.csv:8: 'sewage' is none of air traffic water power heat river waste lighting
            Nothing was sent.

            """,
            output.ToString(), StringComparison.Ordinal);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Rows_AreSentAsTheirDevicesWouldHave_AndTheEndIsAnAccount()
    {
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["import", Rows, "--with-failed", .. At(broker)]));
        Assert.EndsWith("\nFinished: 4 of 4 rows; sent 2, acknowledged 2, unsent 0; 4 readings; acknowledged without a subscriber 2\n", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["cityops/v1/air/aq-1/readings", "cityops/v1/traffic/-tr/readings"], broker.Readings.Select(heard => heard.Topic));
        Assert.Equal(
            """[{"ts":"2026-03-01T00:00:00.000Z","m":{"pm10":{"v":10.5,"u":"ug/m3"}}},{"ts":"2026-03-01T00:01:00.000Z","m":{"pm10":{"v":-5000,"u":"ug/m3"}}},{"ts":"2026-03-01T00:03:00.000Z","m":{"pm10":{"v":1E-07,"u":"ug/m3"}}}]""",
            broker.Readings.First().Text);
        // The apostrophe that keeps a spreadsheet from computing is gone from name and unit.
        Assert.Equal("=dB,\"A\"", broker.Readings.Last().Records[0].GetProperty("m").GetProperty("noise").GetProperty("u").GetString());
        Assert.Empty(broker.Statuses);
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public async Task SameFile_MakesTheSameMessages_AlsoGzippedAndByPage()
    {
        Written.Save(folder, "page.csv", Exported.Page(150));
        Written.SaveGzip(folder, "page.csv.gz", Exported.Page(150));
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["import", folder.File("page.csv"), "--domain", "air", .. At(broker)]));
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["import", folder.File("page.csv.gz"), "--domain", "air", .. At(broker)]));
        var texts = broker.Readings.Select(heard => heard.Text).ToList();
        Assert.Equal(6, texts.Count);
        Assert.Equal([60, 60, 30], broker.Readings.Take(3).Select(heard => heard.Records.Count));
        Assert.Equal(texts.Take(3), texts.Skip(3));
    }

    [Fact]
    public async Task SeveralFiles_AreSentOneAfterTheOther()
    {
        Written.Save(folder, "page.csv", Exported.Page(2));
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.Done, await InvokeAsync(["import", Rows, folder.File("page.csv"), "--domain", "water", .. At(broker)]));
        Assert.Equal(["air/aq-1", "traffic/-tr", "water/aq-1"], broker.Readings.Select(heard => string.Join('/', heard.Topic.Split('/')[2..4])));
    }

    [Fact]
    public async Task Stopped_ItSaysHowFarItCame()
    {
        Written.Save(folder, "page.csv", Exported.Page(200_000));
        await using var broker = await TestBroker.StartAsync();
        using var stop = new CancellationTokenSource();
        broker.Before = async () =>
        {
            if (broker.Readings.Any())
            {
                await stop.CancelAsync();
            }
        };
        Assert.Equal(ExitCodes.Done, await new CommandRun(output, error).InvokeAsync(["import", folder.File("page.csv"), "--domain", "air", .. At(broker)], stop.Token).WaitAsync(TimeSpan.FromSeconds(60)));
        var readings = broker.Readings.Sum(heard => heard.Records.Count);
        Assert.InRange(readings, 60, 199_999);
        Assert.Contains($"\nStopped: {readings} of 200000 rows; ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("unsent 0", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedMessages_EndWithCode4()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Refusal = MqttPubAckReasonCode.QuotaExceeded;
        Assert.Equal(ExitCodes.Incomplete, await InvokeAsync(["import", Rows, "--wait", "0s", .. At(broker)]));
        Assert.Contains("2 of 2 messages were not acknowledged.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldTimes_AreWarnedOfBeforeACityRefusesThem()
    {
        Written.Save(folder, "old.csv", Exported.Rows.Replace("2026-03-01", "2004-03-01", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.Done, await InvokeAsync("import", folder.File("old.csv"), "--dry-run"));
        Assert.Matches(@"The oldest readings are \d+ days old\. .*Ingestion:MaxAge=36500\.00:00:00", output.ToString());
    }

    [Fact]
    public async Task CityThatIsNotThere_IsSaidBeforeAnythingIsSent()
    {
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(ExitCodes.BadWords, await InvokeAsync(["import", Rows, "--city", $"http://127.0.0.1:{FreePort.Next()}", .. At(broker)]));
        Assert.Contains("--city: no city answers at http://127.0.0.1:", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(broker.All);
    }

    [Theory]
    [InlineData("import", "import what?")]
    [InlineData("import {rows} --domain sewage", "--domain takes one of air, traffic")]
    [InlineData("import {rows} --key-file x", "--key-file needs --city")]
    [InlineData("import {rows} --city localhost:5080", "--city takes an address such as http://localhost:5080, not 'localhost:5080'")]
    [InlineData("import {rows} --city http://localhost:1 --key-file no-such", "--key-file:")]
    [InlineData("import no-such.csv", "no-such.csv")]
    [InlineData("import {page}", "there is no column 'domain'; --domain says")]
    [InlineData("import {means}", "there is no column 'value'; there are 'time', 'series', 'mean'")]
    [InlineData("import {failed}", "All 1 rows failed in the city they come from; --with-failed")]
    [InlineData("import {empty}", "there are no rows")]
    [InlineData("import {rows} --with-faild", "Did you mean --with-failed?")]
    public async Task WrongWords_EndWithCode1AndAReason(string words, string reason)
    {
        Written.Save(folder, "page.csv", Exported.Page(1));
        Written.Save(folder, "means.csv", "time,series,mean,min,max,count,unit\r\n");
        Written.Save(folder, "failed.csv", "time,series,value,unit,quality,domain\r\n2026-03-01T00:00:00.000Z,a:b,1,1,fail,air\r\n");
        Written.Save(folder, "empty.csv", "time,series,value,unit,quality,domain\r\n");
        Assert.Equal(ExitCodes.BadWords, await InvokeAsync([.. words.Split(' ').Select(word => word is ['{', .., '}'] ? folder.File($"{word[1..^1]}.csv") : word)]));
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
    }

    string Rows => folder.File("rows.csv");

    static string[] At(TestBroker broker) => ["--host", "127.0.0.1", "--port", $"{broker.Port}"];

    Task<int> InvokeAsync(params string[] arguments) => new CommandRun(output, error).InvokeAsync(arguments);
}
