using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>mosquitto 2.0.11 sends a message once for each subscription that fits, and what is retained at each new subscription.</summary>
public sealed class RetainedMessagesTests
{
    [Fact]
    public async Task RetainedReadings_ComeOnceAndBirthsAtEachConnect()
    {
        await using var server = await MosquittoServer.StartAsync();
        await server.PublishAsync(IntakeCity.Aq1, ExternalCity.Payload(1), "-q", "1", "-r");
        await server.PublishAsync("cityops/v1/air/aq-1/status", "online", "-q", "1", "-r");
        await using var city = await ExternalCity.StartAsync(server: server);
        await city.ReceivedAsync(1);
        await OnlineAsync(city, true);

        await city.Door.CloseAsync();
        await server.PublishAsync("cityops/v1/air/aq-1/status", "offline", "-q", "0", "-r");
        await city.City.RestartAsync();
        Assert.Null(city.City.Feed.Connections.IsOnline("aq-1"));
        await city.OpenAsync();

        await OnlineAsync(city, false);
        await city.Server.PublishAsync(IntakeCity.Aq1, ExternalCity.Payload(2), "-q", "1");
        await city.ReceivedAsync(2);
        Assert.Equal(0, city.City.Total.Duplicate);
    }

    [Fact]
    public async Task BirthWhileConnected_ComesOnce()
    {
        await using var city = await ExternalCity.StartAsync();
        var before = await city.QuietAsync();

        await city.Server.PublishAsync("cityops/v1/air/aq-1/status", "online", "-q", "1", "-r");
        await city.Server.PublishAsync(IntakeCity.Aq1, ExternalCity.Payload(1), "-q", "1");

        await city.ReceivedAsync(1);
        await Eventually.SatisfiesAsync(() => Task.FromResult(city.Sent(IntakeCity.Aq1, before).Count), sent => sent == 1, "mosquitto says that it sent the reading");
        Assert.Equal(2, city.Server.PacketIds("Sending PUBLISH to", "cityops-ingestion", before).Count);
    }

    static async Task OnlineAsync(ExternalCity city, bool online) => await Eventually.SatisfiesAsync(
        () => Task.FromResult(city.City.Feed.Connections.IsOnline("aq-1")), now => now == online, "the device's connection is known");
}
