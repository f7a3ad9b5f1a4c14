using CityOps.Simulators;
using CityOps.Simulators.Load;
using CityOps.Tests.Ingestion.Mqtt;
using CityOps.Tests.Simulators.Mosquitto;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Support;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Load;

public sealed class LoadRunTests
{
    static readonly CancellationToken Never = CancellationToken.None;

    static LoadOptions To(int port) => new()
    {
        Host = "127.0.0.1", Port = port, Rate = 0, Messages = 4_000, Devices = 37, Connections = 5, ReconnectFloor = TimeSpan.FromMilliseconds(50),
    };

    [Fact]
    public async Task Mosquitto_AcknowledgesEverythingAndPassesItOn()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await CountingSubscriber.StartAsync(broker.Port, "");
        using var run = new LoadRun(To(broker.Port), TimeProvider.System);
        var report = await run.RunAsync(Never);
        Complete(report, run, 4_000);
        Assert.Equal((0, 0), (report.Unheard, report.Repeated));
        await Eventually.SatisfiesAsync(() => Task.FromResult(subscriber.Distinct), n => n == 4_000, "all came");
        Assert.Equal(4_000, subscriber.Messages);
    }

    [Fact]
    public async Task Mosquitto_StoppedAndStartedUnderLoad_MissesNothing()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await CountingSubscriber.StartAsync(broker.Port, "");
        using var run = new LoadRun(To(broker.Port) with { Rate = 4_000, Messages = null, Duration = TimeSpan.FromSeconds(10) }, TimeProvider.System);
        using var enough = new CancellationTokenSource();
        var running = run.RunAsync(enough.Token);
        await Eventually.SatisfiesAsync(() => Task.FromResult(subscriber.Distinct), n => n > 500, "some came");
        await broker.StopAsync();
        await broker.StartAgainAsync();
        await Eventually.SatisfiesAsync(() => Task.FromResult(run.Progress.Reconnects), n => n == 5, "all connections are back");
        await Eventually.SatisfiesAsync(() => Task.FromResult(subscriber.Distinct), n => n > 1_000, "the load goes on");
        await enough.CancelAsync();
        var report = await running;
        Complete(report, run, report.Sent);
        Assert.InRange(report.Sent, 1_000, 40_000);
        Assert.Equal(5, report.Reconnects);
        await Eventually.SatisfiesAsync(() => Task.FromResult(subscriber.Distinct), n => n == report.Sent, "all came");
    }

    [Fact]
    public async Task EmbeddedBroker_ReceivesExactlyWhatWasSent()
    {
        await using var city = await BrokerCity.StartAsync();
        city.City.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        using var run = new LoadRun(To(city.Port) with { Rate = 4_000, Duration = TimeSpan.FromSeconds(1), Messages = null }, TimeProvider.System);
        Complete(await run.RunAsync(Never), run, 4_000);
        var total = city.City.Total;
        Assert.Equal((4_000, 4_000, 16_000, 0), (total.Received, total.Decoded, total.ReadingsTaken, total.OutOfOrder));
    }

    [Fact]
    public async Task AfterALoss_UnansweredMessagesComeAgainByteForByte()
    {
        await using var broker = await TestBroker.StartAsync();
        var gate = new TaskCompletionSource();
        broker.Before = () => broker.All.Count < 1_000 ? Task.CompletedTask : gate.Task;
        using var run = new LoadRun(To(broker.Port), TimeProvider.System);
        var running = run.RunAsync(Never);
        await broker.UntilAsync(() => broker.All.Count >= 1_000);
        var stopped = broker.StopAsync();
        gate.SetResult();
        await stopped;
        await broker.StartAgainAsync();
        var report = await running;
        Complete(report, run, 4_000);
        Assert.True(report.Repeated > 0);
        var messages = broker.Readings.GroupBy(heard => (heard.Device, heard.Seq)).ToList();
        Assert.Equal(4_000, messages.Count);
        Assert.All(messages, copies => Assert.Single(copies.Select(copy => copy.Text).Distinct()));
        foreach (var device in run.Devices)
        {
            Assert.Equal(Enumerable.Range(1, (int)device.Sent).Select(seq => (long)seq), messages.Where(m => m.Key.Device == device.Device).Select(m => m.Key.Seq).Order());
        }
    }

    [Fact]
    public async Task BrokerThatStaysAway_LeavesAnExactRest()
    {
        await using var broker = await TestBroker.StartAsync();
        var gate = new TaskCompletionSource();
        broker.Before = () => broker.All.Count < 1_000 ? Task.CompletedTask : gate.Task;
        using var run = new LoadRun(To(broker.Port) with { Messages = 100_000_000, Duration = TimeSpan.FromMilliseconds(500), DrainWithin = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);
        var running = run.RunAsync(Never);
        await broker.UntilAsync(() => broker.All.Count >= 1_000);
        var stopped = broker.StopAsync();
        gate.SetResult();
        await stopped;
        var report = await running;
        Assert.False(report.Complete);
        Assert.True(report.Unanswered > 0);
        Assert.Equal(report.Acknowledged, run.Devices.Sum(device => device.Acknowledged));
        Assert.Equal(report.Sent, run.Devices.Sum(device => device.Sent));
        await broker.StartAgainAsync();
    }

    [Fact]
    public async Task RefusedMessages_AreCountedApart()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Refusal = MqttPubAckReasonCode.NotAuthorized;
        using var run = new LoadRun(To(broker.Port) with { Messages = 100 }, TimeProvider.System);
        var report = await run.RunAsync(Never);
        Assert.Equal((100, 0, 100, 0, "NotAuthorized"), (report.Sent, report.Acknowledged, report.Refused, report.Unanswered, report.RefusedBecause));
        Assert.False(report.Complete);
    }

    [Fact]
    public async Task AtQos0_EverythingIsSentAndNothingAcknowledged()
    {
        await using var broker = await TestBroker.StartAsync();
        using var run = new LoadRun(To(broker.Port) with { Messages = 500, Qos = 0 }, TimeProvider.System);
        var report = await run.RunAsync(Never);
        Assert.Equal((500, 0, true), (report.Sent, report.Acknowledged, report.Complete));
        Assert.Null(report.LatencyMs);
        await broker.UntilAsync(() => broker.All.Count == 500);
    }

    [Fact]
    public async Task WrongPassword_IsSaidInASentence()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Password = "right";
        using var run = new LoadRun(To(broker.Port) with { Username = "sims", Password = "wrong" }, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<BrokerRefusedException>(() => run.RunAsync(Never));
        Assert.Equal($"The MQTT broker at 127.0.0.1:{broker.Port} refuses us (BadUserNameOrPassword). Are user name and password right?", refused.Message);
    }

    [Fact]
    public async Task Stop_EndsTheSendingAndWaitsForTheRest()
    {
        await using var broker = await TestBroker.StartAsync();
        using var stop = new CancellationTokenSource();
        using var run = new LoadRun(To(broker.Port) with { Rate = 2_000, Messages = null }, TimeProvider.System);
        var running = run.RunAsync(stop.Token);
        await broker.UntilAsync(() => broker.All.Count >= 200);
        await stop.CancelAsync();
        var report = await running;
        Complete(report, run, report.Sent);
        Assert.InRange(report.Sent, 200, 100_000);
    }

    static void Complete(LoadReport report, LoadRun run, long messages)
    {
        Assert.Equal((messages, messages), (report.Sent, report.Acknowledged));
        Assert.True(report.Complete);
        Assert.All(run.Devices, device => Assert.Equal((device.Sent, device.Sent), (device.Acknowledged, device.HighestAcknowledged)));
        Assert.Equal(messages, run.Devices.Sum(device => device.Sent));
    }
}
