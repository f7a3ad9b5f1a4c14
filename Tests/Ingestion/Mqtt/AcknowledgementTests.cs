using CityOps.Core.Wire;
using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt;

public sealed class AcknowledgementTests : IAsyncLifetime
{
    BrokerCity _city = null!;

    public async ValueTask InitializeAsync() => _city = await BrokerCity.StartAsync();

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    static string Payload(int n) => IntakeCity.At(n, $"\"pm10\":{n}", $"\"seq\":{n},");

    [Theory]
    [InlineData(1, RawMqtt.PubAck)]
    [InlineData(2, RawMqtt.PubRec)]
    public async Task Acknowledgement_LeavesOnlyAfterTheCommit(int qos, byte ack)
    {
        using var client = await _city.RawAsync("a");
        using (_city.City.Folder.HoldCommits())
        {
            await client.PublishAsync(IntakeCity.Aq1, Payload(1), 7, qos);
            await AppendedAsync(1);
            await client.AssertSilentAsync();
        }

        Assert.Equal(7, await client.ReadAckAsync(ack));
        Assert.Equal(1, _city.City.Folder.Ask(1, "SELECT count(*) FROM batch"));
    }

    [Fact]
    public async Task PacketIds_ComeBackAsTheyWereSentWhateverTheirOrder()
    {
        using var client = await _city.RawAsync("a");
        ushort[] ids = [500, 3, 65_535, 1, 2, 499];
        using (_city.City.Folder.HoldCommits())
        {
            foreach (var (n, id) in ids.Index())
            {
                await client.PublishAsync(IntakeCity.Aq1, Payload(n), id);
            }

            await AppendedAsync(ids.Length);
            await client.AssertSilentAsync();
        }

        foreach (var id in ids)
        {
            Assert.Equal(id, await client.ReadAckAsync());
        }

        // Used again, an id waits for its new commit.
        using (_city.City.Folder.HoldCommits())
        {
            await client.PublishAsync(IntakeCity.Aq1, Payload(10), 500);
            await AppendedAsync(1);
            await client.AssertSilentAsync();
        }

        Assert.Equal(500, await client.ReadAckAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakeOver_GivesTheNewConnectionNoEarlyAndNoStaleAcknowledgement(bool clean)
    {
        using var old = await _city.RawAsync("same", clean);
        RawMqtt taker;
        using (_city.City.Folder.HoldCommits())
        {
            await old.PublishAsync(IntakeCity.Aq1, Payload(1), 7);
            await old.PublishAsync(IntakeCity.Aq1, Payload(2), 8);
            await AppendedAsync(2);
            taker = await _city.RawAsync("same", clean);
            await taker.PublishAsync(IntakeCity.Aq1, Payload(3), 8);
            await AppendedAsync(3);
            await taker.AssertSilentAsync();
        }

        using (taker)
        {
            Assert.Equal(8, await taker.ReadAckAsync());
            Assert.Null(await old.ReadAsync());
            await taker.PingAsync();
            Assert.Equal(RawMqtt.PingResp, (await taker.ReadAsync())?.Kind);
            await taker.AssertSilentAsync();
        }

        Assert.Equal((3, 3), (_city.City.Total.Received, _city.City.Readings().Count));
    }

    [Fact]
    public async Task TakeOversInAHurry_AcknowledgeNothingThatIsNotOnDisk()
    {
        // Each connection is thrown out by the next while its messages are on their way.
        var acknowledged = new List<int>();
        for (var round = 0; round < 40; round++)
        {
            using var client = await _city.RawAsync("same", clean: round % 2 == 0);
            for (var n = 0; n < 5; n++)
            {
                await client.PublishAsync(IntakeCity.Aq1, Payload((round * 5) + n), (ushort)(1 + n));
            }

            for (var n = 0; n < round % 6; n++)
            {
                var seq = (round * 5) + await client.ReadAckAsync() - 1;
                Assert.Contains(seq, _city.City.Readings().Select(r => (int)r.Value));
                acknowledged.Add(seq);
            }
        }

        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
    }

    [Fact]
    public async Task ConnectionKilledBeforeItsAcknowledgement_SendsAgainAndIsCountedAsADuplicate()
    {
        using (_city.City.Folder.HoldCommits())
        {
            using var killed = await _city.RawAsync("a", clean: false);
            await killed.PublishAsync(IntakeCity.Aq1, Payload(1), 7);
            await AppendedAsync(1);
        }

        using var again = await _city.RawAsync("a", clean: false);
        await again.PublishAsync(IntakeCity.Aq1, Payload(1), 7, again: true);
        Assert.Equal(7, await again.ReadAckAsync());
        Assert.Equal((2, 2, 1), (_city.City.Total.Received, _city.City.Total.Decoded, _city.City.Total.Duplicate));
        Assert.Single(_city.City.Readings());
    }

    [Fact]
    public async Task MessageWithoutAcknowledgement_DoesNotTakeTheIdOfAnother()
    {
        using var client = await _city.RawAsync("a");
        using (_city.City.Folder.HoldCommits())
        {
            await client.PublishAsync(IntakeCity.Aq1, Payload(1), 7);
            await client.PublishAsync(IntakeCity.Aq1, Payload(2), 0, qos: 0);
            await client.PublishAsync(IntakeCity.Aq1, Payload(3), 8);
            await AppendedAsync(3);
            await client.AssertSilentAsync();
        }

        Assert.Equal((7, 8), (await client.ReadAckAsync(), await client.ReadAckAsync()));
        Assert.Equal(3, _city.City.Total.Decoded);
    }

    [Fact]
    public async Task TooLargePayload_IsQuarantinedAcknowledgedAndDoesNoHarm()
    {
        using var client = await _city.RawAsync("a");
        await client.PublishAsync(IntakeCity.Aq1, new byte[400_000], 1);
        await client.PublishAsync(IntakeCity.Aq1, Payload(1), 2);
        Assert.Equal((1, 2), (await client.ReadAckAsync(), await client.ReadAckAsync()));
        Assert.Equal((1, 1), (IntakeCity.Count(_city.City.Total.Rejected, RejectReason.TooLarge), _city.City.Total.Decoded));
        Assert.InRange(Assert.Single(_city.City.Quarantine()).Entry.Bytes, PayloadDecoder.MaxPayloadBytes + 1, PacketChannel.MostBytes);
    }

    Task<int> AppendedAsync(int messages) => Eventually.SatisfiesAsync(
        () => Task.FromResult(_city.City.Journal.WaitingMessages), waiting => waiting == messages, $"{messages} messages wait for their commit");
}
