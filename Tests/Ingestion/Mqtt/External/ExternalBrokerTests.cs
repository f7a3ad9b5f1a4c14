using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.External;

public sealed class ExternalBrokerTests : IAsyncLifetime
{
    ExternalCity _city = null!;

    MosquittoServer Server => _city.Server;

    public async ValueTask InitializeAsync() => _city = await ExternalCity.StartAsync();

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    static string Payload(int n) => ExternalCity.Payload(n);

    [Fact]
    public async Task Message_IsJournalledAndThenAcknowledged()
    {
        using (_city.City.Folder.HoldCommits())
        {
            await Server.PublishAsync(IntakeCity.Aq1, Payload(1), "-q", "1");
            await Eventually.SatisfiesAsync(() => Task.FromResult(_city.City.Journal.WaitingMessages), n => n == 1, "the journal has it in its queue");
            Assert.Equal((1, 0), ((int)_city.Unacknowledged, Acks()));
        }

        await _city.ReceivedAsync(1);
        Assert.Equal(1, _city.City.Readings().Single().Value);
        await Server.SaysAsync("Received PUBACK from cityops-ingestion");
        Assert.Equal(1, Acks());
    }

    [Fact]
    public async Task QueuedWhileWeWereAway_Arrives()
    {
        await _city.Door.CloseAsync();
        await Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, 2_000).Select(Payload));

        await _city.OpenAsync();

        await _city.ReceivedAsync(2_000);
        Assert.Equal(0, _city.Missing);
    }

    [Fact]
    public async Task ProcessGoneBeforeTheCommit_MessagesComeAgainAndCountOnce()
    {
        Task restart;
        using (_city.City.Folder.HoldCommits())
        {
            await PublishTenIntoTheQueueAsync();
            await _city.Door.CloseAsync();
            var behind = _city.City.SendAsync(IntakeCity.Aq1, Payload(99));
            restart = _city.City.RestartAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind);
        }

        await restart;
        Assert.Equal((0, 0), (Acks(), _city.City.Total.Received));
        await _city.OpenAsync();
        await _city.ReceivedAsync(10);
        Assert.Equal((10, 0, 0), (_city.City.Readings().Count, _city.City.Total.Duplicate, _city.Missing));
    }

    [Fact]
    public async Task ConnectionLostBeforeTheCommit_MessagesComeAgainAndAreStoredOnce()
    {
        using (_city.City.Folder.HoldCommits())
        {
            await PublishTenIntoTheQueueAsync();
            await Server.StopAsync();
            await ExternalCity.DownAsync(_city.Door);
            await Server.StartAgainAsync();
        }

        await ExternalCity.UpAsync(_city.Door);
        await _city.ReceivedAsync(20);
        Assert.Equal((20, 10), (_city.City.Total.Decoded, _city.City.Total.Duplicate));
        Assert.Equal(10, _city.City.Readings().Count);
        await Eventually.SatisfiesAsync(() => Task.FromResult(Acks()), acks => acks == 10, "each is acknowledged once, on the new connection");
    }

    async Task PublishTenIntoTheQueueAsync()
    {
        await Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, 10).Select(Payload));
        await Eventually.SatisfiesAsync(() => Task.FromResult(_city.City.Journal.WaitingMessages), n => n == 10, "the journal has them in its queue");
    }

    int Acks() => Server.Log.Count(line => line.Contains("Received PUBACK from cityops-ingestion", StringComparison.Ordinal));
}
