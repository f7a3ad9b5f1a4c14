using System.Globalization;
using CityOps.Simulators;
using CityOps.Simulators.Verbs;
using CityOps.Tests.Ingestion.Mqtt;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Verbs;
using CityOps.Tests.Support;
using MQTTnet;

namespace CityOps.Tests.Simulators.Remote;

/// <summary>The verbs incident and fault, a played city, and the embedded broker between them.</summary>
public sealed class OrderCommandTests : IAsyncLifetime
{
    const string Orders = "cityops/v1/traffic/simulated-city/commands";
    const string Answers = "cityops/v1/traffic/simulated-city-answers/commands";

    readonly StringWriter output = new();
    readonly StringWriter error = new();
    readonly CancellationTokenSource stop = new();
    readonly TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    BrokerCity broker = null!;
    CityPlayer? player;
    Task playing = Task.CompletedTask;

    public async ValueTask InitializeAsync() => broker = await BrokerCity.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await playing;
        await (player?.DisposeAsync() ?? default);
        await broker.DisposeAsync();
        stop.Dispose();
    }

    [Fact]
    public async Task Incident_IsStartedListedAndStopped()
    {
        await PlayAsync();
        Assert.Equal(ExitCodes.Done, await RunAsync("incident transformer-overload --place bezigrad --size 0.9 --duration 6m"));
        var made = Assert.Single(player!.Incidents.Running);
        Assert.Equal(("transformer-overload", "Bežigrad", 0.9, 360_000), (made.Kind.Id, made.Place, made.Size, made.EndMs - made.StartMs));
        Assert.Contains($"transformer-overload at Bežigrad, size 0.9, from ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Alerts that must come of it", output.ToString(), StringComparison.Ordinal);
        Assert.All(player.Incidents.SheetOf(made.Id)!.Required, line => Assert.Contains(line.Rule, output.ToString(), StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Done, await RunAsync("incident --list"));
        Assert.Matches($@"{made.Id} +transformer-overload +Bežigrad ", output.ToString());
        Assert.Contains("  heat-main-burst: ", output.ToString(), StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, await RunAsync($"incident --stop {made.Id}"));
        Assert.True(player.Incidents.Running.All(one => one.EndMs < made.EndMs));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task Fault_IsStartedListedAndStopped()
    {
        await PlayAsync();
        var device = player!.Devices.First();
        Assert.Equal(ExitCodes.Done, await RunAsync($"fault stuck --device {device} --for 5m"));
        var made = Assert.Single(player.Faults.Running);
        Assert.Equal(("stuck", device, 300_000), (made.Kind, made.Where, made.EndMs - made.StartMs));
        Assert.Contains("which 1 fit", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("What the product is to show: good readings that do not move", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await RunAsync("fault --list"));
        Assert.Contains(made.Id, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await RunAsync($"fault --stop {made.Id}"));
        Assert.Empty(player.Faults.Running);
        Assert.Equal(ExitCodes.Done, await RunAsync("fault --list"));
        Assert.Contains("No fault runs or is to come.", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incident marathon --place Zagreb", "The city says no: 'Zagreb' is no place for marathon; there are ")]
    [InlineData("incident marathon --size 3", "The city says no: A size is from 0.1 to 1.")]
    [InlineData("incident --stop incident-77", "The city says no: Nothing with the id 'incident-77' runs")]
    [InlineData("fault stuck --device aq-9999", "The city says no: This city has no device that fits 'aq-9999'")]
    public async Task WhatTheCityRefuses_EndsWithCode1AndItsWords(string words, string because)
    {
        await PlayAsync();
        Assert.Equal(ExitCodes.BadWords, await RunAsync(words));
        Assert.StartsWith(because, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", output.ToString());
    }

    [Theory]
    [InlineData("incident", "say one of: a kind, --stop ID, or --list")]
    [InlineData("incident marathon --list", "say one of: a kind, --stop ID, or --list")]
    [InlineData("incident heat-man-burst", "'heat-man-burst' is no kind; there are ring-accident")]
    [InlineData("incident heat-man-burst", "Did you mean heat-main-burst?")]
    [InlineData("incident --list --place Center", "--place goes with a kind to start")]
    [InlineData("incident marathon --size 0,7", "--size takes a number such as 0.5, not '0,7'")]
    [InlineData("incident marathon --duration soon", "'soon' is not a length of time")]
    [InlineData("fault stuk", "Did you mean stuck?")]
    public async Task WrongWords_NeedNoBroker(string words, string because)
    {
        Assert.Equal(ExitCodes.BadWords, await new CommandRun(output, error).InvokeAsync(words));
        Assert.Contains(because, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokerThatIsAway_EndsAtOnceWithCode2()
    {
        Assert.Equal(ExitCodes.Unreachable, await RunAsync("incident marathon", FreePort.Next()));
        Assert.Contains("No MQTT broker answers at 127.0.0.1:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCity_IsSaidWithCode5AndNothingIsInTheLedger()
    {
        Assert.Equal(ExitCodes.NoCity, await RunAsync("incident marathon"));
        Assert.Contains("but no simulated city answered.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, broker.City.Total.Received);
    }

    [Fact]
    public async Task CityThatTakesNoOrders_IsLikeNone()
    {
        await using var deaf = new CityPlayer(new PlayerOptions { Host = "127.0.0.1", Port = broker.Port, Stations = 30 }, TimeProvider.System);
        await deaf.ConnectAsync(CancellationToken.None);
        var running = deaf.RunAsync(stop.Token);
        Assert.Equal(ExitCodes.NoCity, await RunAsync("incident marathon"));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Order_MakesNobodySpeakInTheNameOfADevice()
    {
        await PlayAsync();
        var (client, _) = await broker.ConnectAsync();
        using var ours = client;
        await ours.PublishAsync(new MqttApplicationMessage { Topic = Orders, Payload = new("""{"list":"faults"}"""u8.ToArray()), ResponseTopic = "cityops/v1/air/aq-001/readings" });
        await ours.PublishAsync(new MqttApplicationMessage { Topic = Orders, Payload = new("""{"fault":{"kind":"stuck"}}"""u8.ToArray()), ResponseTopic = Answers + "2" });
        await ours.PublishAsync(new MqttApplicationMessage { Topic = Orders, Payload = new("""{"fault":{"kind":"stuck"}}"""u8.ToArray()), ResponseTopic = Answers, CorrelationData = new byte[65] });

        // Orders are taken one after the other: once this one is answered, those before it were left alone.
        Assert.Equal(ExitCodes.Done, await RunAsync("fault --list"));
        Assert.Empty(player!.Faults.Running);
    }

    [Fact]
    public async Task OrderThatWantsNoAnswer_IsCarriedOut()
    {
        await PlayAsync();
        var (client, _) = await broker.ConnectAsync();
        using var plain = client;
        await plain.PublishStringAsync(Orders, """{"fault":{"kind":"stuck","for":"5m"}}""");
        await Eventually.SatisfiesAsync(() => Task.FromResult(player!.Faults.Running.Count), count => count == 1, "the fault runs");
    }

    async Task PlayAsync()
    {
        var options = new PlayerOptions { Host = "127.0.0.1", Port = broker.Port, Incidents = false, TakesOrders = true, Notice = Hear };
        player = new CityPlayer(options, TimeProvider.System);
        await player.ConnectAsync(CancellationToken.None);
        playing = player.RunAsync(stop.Token);
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    void Hear(string notice)
    {
        if (notice.StartsWith("orders: taken", StringComparison.Ordinal))
        {
            listens.TrySetResult();
        }
    }

    Task<int> RunAsync(string words, int? port = null) => new CommandRun(output, error).InvokeAsync(
        string.Create(CultureInfo.InvariantCulture, $"{words} --host 127.0.0.1 --port {port ?? broker.Port}"));
}
