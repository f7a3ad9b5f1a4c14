using CityOps.Simulators;
using CityOps.Simulators.Replay;
using CityOps.Simulators.Replay.Rows;
using CityOps.Tests.Simulators.Mqtt;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Replay;

/// <summary>Small recordings against a real broker.</summary>
public sealed class ReplayRunTests : IAsyncLifetime
{
    const double Max = double.PositiveInfinity;
    const long Now = 1_800_000_000_000;

    readonly TempFolder folder = new();
    readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Now));
    TestBroker broker = null!;

    public async ValueTask InitializeAsync() => broker = await TestBroker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task OriginalTimes_ArriveAsRecorded_InOneMessagePerDevice()
    {
        await using var run = await ConnectAsync(ReplayTime.Original, Max);
        await run.RunAsync(CancellationToken.None);
        Assert.Equal(
            ["aq-a seq 1: 0 no2=10 pm10=15; 10 no2=11; 20 no2=14 pm10=17.5", "aq-b seq 1: 0 no2=20"],
            broker.Readings.Select(heard => Tell(heard, Written.Start)).Order(StringComparer.Ordinal));
        Assert.Equal((2, 2, 6), (run.Account.Made, run.Account.Acknowledged, run.Account.Readings));
        Assert.Equal((5, 5, 1), (run.Progress.Rows, run.Progress.AllRows, run.Progress.Share));
    }

    [Fact]
    public async Task Births_MakeStationsOfThoseWithAPlace_AndGoodbyeIsSaid()
    {
        await using (var run = await ConnectAsync(ReplayTime.Now, 60))
        {
            var births = broker.Statuses.ToDictionary(heard => heard.Device);
            Assert.Equal("""{"state":"online","name":"Box A","lat":46.05,"lon":14.5,"district":"Center","station":"aq-a","interval":10,"m":{"no2":"ug/m3","pm10":"ug/m3"}}""", births["aq-a"].Text);
            Assert.Equal("""{"state":"online","name":"aq-b","interval":10,"m":{"no2":"ug/m3","pm10":"ug/m3"}}""", births["aq-b"].Text);
            Assert.True(births["aq-a"].Retain);
        }

        Assert.Equal(["aq-a", "aq-b"], broker.Statuses.Where(heard => heard.Text == "offline").Select(heard => heard.Device).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Now_EachRowWaitsForItsTurn_AndCarriesTheTimeItIs()
    {
        await using var run = await ConnectAsync(ReplayTime.Now, 60);
        var running = run.RunAsync(CancellationToken.None);
        await broker.UntilAsync(() => broker.Readings.Count() == 2);
        for (var messages = 3; messages <= 4; messages++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(9_999));
            Assert.Equal(messages - 1, broker.Readings.Count());
            Assert.Equal(TimeSpan.FromSeconds(10 * (5 - messages)), run.Progress.Left);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await broker.UntilAsync(() => broker.Readings.Count() >= messages);
        }

        await running;
        // Ten recorded minutes are ten seconds, a sixth of a minute.
        Assert.Equal(
            ["aq-a seq 1: 0 no2=10 pm10=15", "aq-a seq 2: 0.1667 no2=11", "aq-a seq 3: 0.3333 no2=14 pm10=17.5", "aq-b seq 1: 0 no2=20"],
            broker.Readings.Select(heard => Tell(heard, Now)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NowAtFullSpeed_TheRecordingEndsNow()
    {
        await using var run = await ConnectAsync(ReplayTime.Now, Max);
        Assert.Equal(Now - 20 * Written.Minute, run.FirstWireMs);
        await run.RunAsync(CancellationToken.None);
        Assert.Contains("aq-a seq 1: -20 no2=10 pm10=15; -10 no2=11; 0 no2=14 pm10=17.5", broker.Readings.Select(heard => Tell(heard, Now)));
    }

    [Fact]
    public async Task Prefix_MakesOtherDevicesAndStations()
    {
        await using var run = await ConnectAsync(ReplayTime.Original, Max, prefix: "second-");
        await run.RunAsync(CancellationToken.None);
        Assert.Equal(["second-aq-a", "second-aq-b"], broker.Readings.Select(heard => heard.Device).Order(StringComparer.Ordinal));
        Assert.Contains("\"station\":\"second-aq-a\"", broker.Statuses.Single(heard => heard.Device == "second-aq-a").Text, StringComparison.Ordinal);
        Assert.Contains("Box A", broker.Statuses.Single(heard => heard.Device == "second-aq-a").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MomentsSqueezedIntoOneMillisecond_StayApart()
    {
        Save("time,box,no2,pm\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"2026-03-01T00:00:00.{n:000},a,{n},1\n")));
        await using var run = await ConnectAsync(ReplayTime.Now, 3_600, rows: null);
        await run.RunAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 50).Select(n => Now + n), broker.Readings.SelectMany(heard => heard.Records).Select(Heard.At));
    }

    [Fact]
    public async Task ManyRows_GoSixtyToAMessage_WithoutOneDeviceGettingAhead()
    {
        Save("time,box,no2,pm\n" + string.Concat(Enumerable.Range(0, 500).Select(n => $"2026-03-01T0{n / 60}:{n % 60:00}:00,{(n % 5 == 0 ? 'b' : 'a')},{n},1\n")));
        await using var run = await ConnectAsync(ReplayTime.Original, Max, rows: null);
        await run.RunAsync(CancellationToken.None);
        var values = broker.Readings.SelectMany(heard => heard.Records.Select(record => (heard.Device, record.GetProperty("m").GetProperty("no2").GetInt32()))).ToList();
        Assert.Equal(500, values.Count);
        Assert.All(broker.Readings, heard => Assert.InRange(heard.Records.Count, 1, 60));
        var (a, b) = (-1, -1);
        foreach (var (device, value) in values)
        {
            (a, b) = device == "aq-a" ? (value, b) : (a, value);
            Assert.InRange(Math.Abs(a - b), 0, 160);
        }
    }

    [Fact]
    public async Task BrokerThatComesBack_GetsBirthsAgainAndLosesNothing()
    {
        Save("time,box,no2,pm\n" + string.Concat(Enumerable.Range(0, 6_000).Select(n => $"2026-03-01T{n / 3_600:00}:{n / 60 % 60:00}:{n % 60:00},{n % 40},{n},1\n")));
        var release = new TaskCompletionSource();
        broker.Before = () => broker.Readings.Count() >= 20 ? release.Task : Task.CompletedTask;
        await using var run = await ConnectAsync(ReplayTime.Original, Max, rows: null, clock: TimeProvider.System);
        var running = run.RunAsync(CancellationToken.None);
        await broker.UntilAsync(() => broker.Readings.Count() >= 20);
        release.SetResult();
        await broker.StopAsync();
        await broker.StartAgainAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(60));
        var distinct = broker.Readings.DistinctBy(heard => (heard.Device, heard.Seq)).SelectMany(heard => heard.Records).Sum(Heard.Values);
        Assert.Equal((12_000, 12_000), (distinct, run.Account.Readings));
        Assert.Equal(run.Account.Made, run.Account.Acknowledged);
        Assert.True(broker.Statuses.Count(heard => heard.Text.Contains("online", StringComparison.Ordinal)) >= 80);
    }

    [Fact]
    public async Task StoppedMidway_EveryRowThatHadItsTurnIsInTheAccount()
    {
        await using var run = await ConnectAsync(ReplayTime.Now, 60);
        using var stop = new CancellationTokenSource();
        var running = run.RunAsync(stop.Token);
        await broker.UntilAsync(() => broker.Readings.Count() == 2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await run.StopAsync();
        Assert.Equal((2, 2, 2), (run.Progress.Rows, run.Account.Made, run.Account.Acknowledged));
    }

    [Fact]
    public async Task StoppedWhileTheBrokerAnswersNothing_WhatIsUnsentIsCounted()
    {
        Save("time,box,no2,pm\n" + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"2026-03-01T{n / 3_600:00}:{n / 60 % 60:00}:{n % 60:00},{n},{n},1\n")));
        var silence = new TaskCompletionSource();
        broker.Before = () => broker.Statuses.Count() < 5_000 ? Task.CompletedTask : silence.Task;
        var run = await ConnectAsync(ReplayTime.Original, Max, rows: null, clock: TimeProvider.System, stopSeconds: 1);
        using var stop = new CancellationTokenSource();
        var running = run.RunAsync(stop.Token);
        while (run.Account.Made < 1_000)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await run.StopAsync();
        silence.SetResult();
        var a = run.Account;
        Assert.Equal(run.Progress.Rows, a.Made);
        Assert.Equal((0, a.Made), (a.Acknowledged, a.Made - a.Acknowledged));
    }

    [Fact]
    public async Task RefusedMessages_AreCountedAndNotRepeated()
    {
        await using var run = await ConnectAsync(ReplayTime.Original, Max, stopSeconds: 1);
        broker.Refusal = MqttPubAckReasonCode.QuotaExceeded;
        await run.RunAsync(CancellationToken.None);
        Assert.Equal((2, 0, 2), (run.Account.Made, run.Account.Acknowledged, run.Account.Refused));
        Assert.Equal(2, broker.Readings.Count());
    }

    void Save(string rows) => Written.Save(folder, "rows.csv", rows);

    async Task<ReplayRun> ConnectAsync(ReplayTime time, double speed, string prefix = "", string? rows = Written.Rows, TimeProvider? clock = null, int stopSeconds = 20)
    {
        if (rows is not null)
        {
            Save(rows);
        }

        var mapping = Written.MappingOf();
        var options = new ReplayOptions(
            new PlayerOptions
            {
                Host = "127.0.0.1", Port = broker.Port, ReconnectFloor = TimeSpan.FromMilliseconds(20), ReconnectCeiling = TimeSpan.FromMilliseconds(200),
                StopWithin = TimeSpan.FromSeconds(stopSeconds),
            },
            [folder.File("rows.csv")], time, speed, Period.Always, prefix);
        var survey = Survey.Of(options, mapping, _ => { }, CancellationToken.None);
        var stations = Stations.Of(mapping, "test.json", options.Files, null);
        var run = new ReplayRun(options, mapping, survey, stations, clock ?? this.clock);
        await run.ConnectAsync(CancellationToken.None);
        return run;
    }

    /// <summary>A message in words, times as minutes after some moment.</summary>
    static string Tell(Heard heard, long from) => $"{heard.Device} seq {heard.Seq}: " + string.Join("; ", heard.Records.Select(record =>
        FormattableString.Invariant($"{(Heard.At(record) - from) / 60_000.0:0.####} ")
        + string.Join(' ', record.GetProperty("m").EnumerateObject().Select(one => $"{one.Name}={one.Value.GetRawText()}"))));
}
