using CityOps.Core.Wire;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.External;

public sealed class ExternalBrokerTests : IAsyncLifetime
{
    ExternalCity _city = null!;
    int _before;

    MosquittoServer Server => _city.Server;

    public async ValueTask InitializeAsync()
    {
        _city = await ExternalCity.StartAsync();
        _before = await _city.QuietAsync();
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    static string Payload(int n) => ExternalCity.Payload(n);

    [Fact]
    public async Task Message_IsJournalledAndThenAcknowledged()
    {
        using (_city.City.Folder.HoldCommits())
        {
            await Server.PublishAsync(IntakeCity.Aq1, Payload(1), "-q", "1");
            await Eventually.SatisfiesAsync(() => Task.FromResult(_city.City.Journal.WaitingMessages), n => n == 1, "the journal has it in its queue");
            Assert.Equal((1, 0), ((int)_city.Unacknowledged, _city.Acknowledged(_before).Count));
        }

        await _city.ReceivedAsync(1);
        Assert.Equal(1, _city.City.Readings().Single().Value);
        await AcknowledgedAsync(1);
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
        Assert.Equal((0, 0), (_city.Acknowledged(_before).Count, _city.City.Total.Received));
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
            Assert.Empty(_city.Acknowledged(_before));
            _before = Server.Log.Count;
            await Server.StartAgainAsync();
        }

        await ExternalCity.UpAsync(_city.Door);
        await _city.ReceivedAsync(20);
        Assert.Equal((20, 10), (_city.City.Total.Decoded, _city.City.Total.Duplicate));
        Assert.Equal(10, _city.City.Readings().Count);
        await _city.QuietAsync(_before);
        Assert.Equal(10, _city.Sent(IntakeCity.Aq1, _before).Intersect(_city.Acknowledged(_before)).Count());
    }

    async Task PublishTenIntoTheQueueAsync()
    {
        await Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, 10).Select(Payload));
        await Eventually.SatisfiesAsync(() => Task.FromResult(_city.City.Journal.WaitingMessages), n => n == 10, "the journal has them in its queue");
    }

    [Fact]
    public async Task BrokerThatForgotUs_ReusesPacketIdsAndGetsNoStaleAcknowledgement()
    {
        int forgotten;
        using (_city.City.Folder.HoldCommits())
        {
            await PublishTenIntoTheQueueAsync();
            await Server.KillAsync();
            Server.ForgetAll();
            await ExternalCity.DownAsync(_city.Door);
            Assert.Empty(_city.Acknowledged(_before));
            forgotten = Server.Log.Count;
            await Server.StartAgainAsync();
        }

        await ExternalCity.UpAsync(_city.Door);
        var before = await _city.QuietAsync(forgotten);
        using (_city.City.Folder.HoldCommits())
        {
            await Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(10, 3).Select(Payload));
            await Eventually.SatisfiesAsync(() => Task.FromResult(_city.City.Journal.WaitingMessages), n => n == 3, "the journal has them in its queue");
            await Eventually.SatisfiesAsync(() => Task.FromResult(_city.Sent(IntakeCity.Aq1, before)), ids => ids is [2, 3, 4], "the same ids again");
            Assert.Empty(_city.Acknowledged(before));
        }

        await _city.ReceivedAsync(13);
        Assert.Equal([2, 3, 4], _city.Sent(IntakeCity.Aq1, _before).Take(3));
        await AcknowledgedAsync(3, before);
        Assert.Equal((13, 0), (_city.City.Readings().Count, _city.City.Total.Duplicate));
    }

    [Fact]
    public async Task Acknowledgements_AreInOrderOfReceiptAndLeaveTogether()
    {
        const int Messages = 3_000;
        var writes = _city.Door.Connection!.Writes;
        using (_city.City.Folder.HoldCommits())
        {
            await Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, Messages).Select(Payload));
            await Eventually.SatisfiesAsync(() => Task.FromResult(_city.City.Journal.WaitingMessages), n => n == Messages, "the journal has them in its queue");
        }

        await _city.ReceivedAsync(Messages);
        await AcknowledgedAsync(Messages);
        Assert.Equal(_city.Sent(IntakeCity.Aq1), _city.Acknowledged(_before));
        Assert.InRange(_city.Door.Connection.Writes - writes, 1, 10);
    }

    [Fact]
    public async Task MessagesOfADevice_KeepTheirOrder()
    {
        await Server.PublishLinesAsync(IntakeCity.Aq1, Enumerable.Range(0, 2_000).Select(Payload));

        await _city.ReceivedAsync(2_000);
        var times = _city.City.Readings().Select(reading => reading.ObservedAt).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(0, _city.City.Total.OutOfOrder);
    }

    [Fact]
    public async Task OurOwnTopics_AreAcknowledgedAndNotCounted()
    {
        await Server.PublishAsync("cityops/v1/_live/values", "x", "-q", "1");
        await Server.PublishAsync("cityops/v1/_alerts/changed", "1", "-q", "1");
        await Server.PublishAsync("somewhere/else", "1", "-q", "1");
        await Server.PublishAsync(IntakeCity.Aq1, Payload(1), "-q", "1");

        await _city.ReceivedAsync(1);
        await AcknowledgedAsync(3);
        Assert.Empty(_city.City.Quarantine());
    }

    [Fact]
    public async Task WhateverComes_IsCountedAsOnTheEmbeddedBroker()
    {
        await Server.PublishAsync("cityops/v1/arr/aq-1/readings", Payload(1), "-q", "1");
        await Server.PublishAsync(IntakeCity.Aq1, "rubbish", "-q", "1");
        await Server.PublishAsync(IntakeCity.Aq1, "", "-q", "1");
        await Server.PublishAsync("cityops/v1/air/aq-1/status", "", "-q", "1");
        await Server.PublishAsync("cityops/v1/air/aq-1/commands", "open", "-q", "1");
        await Server.PublishAsync(IntakeCity.Aq1, Payload(2), "-q", "0");
        await Server.PublishAsync(IntakeCity.Aq1, Payload(3), "-q", "2");

        await _city.ReceivedAsync(5);
        var total = _city.City.Total;
        Assert.Equal((2, 1, 2), (total.Decoded, IntakeCity.Count(total.Rejected, RejectReason.BadTopic), IntakeCity.Count(total.Rejected, RejectReason.BadJson)));
        await AcknowledgedAsync(6);
    }

    async Task AcknowledgedAsync(int messages, int? after = null) => await Eventually.SatisfiesAsync(
        () => Task.FromResult(_city.Acknowledged(after ?? _before).Count), acks => acks == messages, $"{messages} messages are acknowledged");
}
