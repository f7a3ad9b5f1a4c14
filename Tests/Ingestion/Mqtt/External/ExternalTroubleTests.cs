using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Ingestion.Live;
using CityOps.Tests.Support;
using Microsoft.Extensions.Logging;
using MQTTnet;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>A broker that is away, does not want us, or serves somebody else.</summary>
public sealed class ExternalTroubleTests
{
    [Fact]
    public async Task BrokerRestartWhileMessagesFlow_LosesNone()
    {
        const int Messages = 20_000;
        await using var city = await ExternalCity.StartAsync();
        await using var publisher = new SteadyPublisher(city.Server.Port);
        var publishing = publisher.PublishAsync(IntakeCity.Aq1, Enumerable.Range(0, Messages).Select(ExternalCity.Payload));
        await Eventually.SatisfiesAsync(() => Task.FromResult(city.City.Total.Received), n => n > 1_000, "messages flow");

        await city.Server.StopAsync();
        await ExternalCity.DownAsync(city.Door);
        Assert.False(publishing.IsCompleted, "The broker was stopped too late.");
        await city.Server.StartAgainAsync();

        await publishing;
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(city.City.Total), total => total.Decoded - total.Duplicate == Messages, "every message is counted");
        await city.SettledAsync();
        Assert.Equal((Messages, 0), (city.City.Readings().Count, city.Missing));
        Assert.Equal(1, city.Door.State.Numbers[DoorState.Reconnects]);
        // A try in between may have said that nothing listens.
        Assert.Contains(city.Log.Lines, line => line.Level == LogLevel.Warning
            && line.Message.Contains("the connection was lost: the broker closed it; trying again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherProgramWithOurClientId_EndsTheOneThatWasThrownOut()
    {
        await using var city = await ExternalCity.StartAsync();
        var first = city.Door;

        var second = await city.OpenAsync();

        await Eventually.SatisfiesAsync(() => Task.FromResult(city.Program.ApplicationStopping.IsCancellationRequested), ends => ends, "the program ends");
        var why = await Assert.ThrowsAsync<SessionTakenOverException>(first.CloseAsync);
        Assert.Contains("'cityops-ingestion'", why.Message, StringComparison.Ordinal);
        Assert.Equal((false, true), (first.State.IsUp, second.State.IsUp));
        Assert.Single(city.Log.Lines, line => line.Level == LogLevel.Critical);
        await city.Server.PublishAsync(IntakeCity.Aq1, ExternalCity.Payload(1), "-q", "1");
        await city.ReceivedAsync(1);
        Assert.Equal(0, second.State.Numbers[DoorState.Reconnects]);
    }

    [Fact]
    public async Task BrokerThatSaysWhoWasThrownOut_IsBelieved()
    {
        // mosquitto 2.0.11 does not say it; brokers that keep to MQTT 5 do.
        await using var broker = await LiveBroker.StartNewAsync();
        await using var city = await ExternalCity.StartAsync(settings: settings => settings with { Port = broker.Port });
        using var stranger = new MqttClientFactory().CreateMqttClient();

        await stranger.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithClientId("cityops-ingestion").Build());

        await Eventually.SatisfiesAsync(() => Task.FromResult(city.Program.ApplicationStopping.IsCancellationRequested), ends => ends, "the program ends");
        await Assert.ThrowsAsync<SessionTakenOverException>(city.Door.CloseAsync);
        Assert.Equal(1, city.Door.Attempts);
    }

    [Theory]
    [InlineData("host.invalid", "no such host; look at Broker:Host")]
    [InlineData("127.0.0.2", "nothing listens there; look at Broker:Host and Broker:Port")]
    public async Task BrokerThatIsNotThere_IsSaidOnceInWords(string host, string words)
    {
        await using var city = await ExternalCity.StartAsync();
        var door = await city.OpenAsync(change: broker => broker with { Host = host, ClientId = "elsewhere" }, wait: false);

        await SaysAsync(door, words);

        // Two attempts later it has still been said once.
        await Eventually.SatisfiesAsync(() => Task.FromResult(door.Attempts), attempts => attempts >= 3, "it is tried again");
        Assert.Single(city.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task WrongPassword_IsSaidInWordsWithoutThePassword()
    {
        await using var city = await ExternalCity.StartAsync(server: await MosquittoServer.StartAsync(
            "password_file {folder}/passwd\nmax_inflight_messages 0\n", ("passwd", "cityops:" + CityOps.Ingestion.Mqtt.Access.MosquittoPassword.Hash("right") + "\n")),
            settings: broker => broker with { Username = "cityops", Password = "right" });

        var door = await city.OpenAsync(change: broker => broker with { Username = "cityops", Password = "qwertz", ClientId = "x" }, wait: false);

        await SaysAsync(door, "NotAuthorized; look at Broker:Username and Broker:Password");
        await Eventually.SatisfiesAsync(() => Task.FromResult(door.Attempts), attempts => attempts >= 3, "it is tried again");
        var warning = Assert.Single(city.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.DoesNotContain("qwertz", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokerWithoutAcknowledgements_IsRefusedInWords()
    {
        await using var city = await ExternalCity.StartAsync(
            server: await MosquittoServer.StartAsync(MosquittoServer.OpenConfiguration + "max_qos 0\n"), wait: false);

        await SaysAsync(city.Door, "the broker allows QoS 0 only");
    }

    static async Task SaysAsync(CityOps.Ingestion.Mqtt.External.ExternalBroker door, string words) => await Eventually.SatisfiesAsync(
        () => Task.FromResult(door.State), state => !state.IsUp && state.Text.Contains(words, StringComparison.Ordinal), $"it says '{words}'");
}
