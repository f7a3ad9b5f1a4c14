using System.Text;
using System.Threading.Channels;
using CityOps.Core.Wire;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CityOps.Tests.Ingestion.Mqtt;

public sealed class EmbeddedBrokerTests
{
    const string Ours = "cityops/v1/_live/x";
    const string Status = "cityops/v1/air/aq-1/status";

    static readonly string Payload = IntakeCity.At(0, "\"pm10\":1");

    [Fact]
    public async Task ClientWithoutAnId_IsTakenOnBothVersions()
    {
        await using var city = await BrokerCity.StartAsync();
        using var first = await city.RawAsync("");
        using var second = await city.RawAsync("");
        await first.PublishAsync(IntakeCity.Aq1, Payload, 1);
        Assert.Equal(1, await first.ReadAckAsync());
        await second.PublishAsync("cityops/v1/air/aq-2/readings", Payload, 1);
        Assert.Equal(1, await second.ReadAckAsync());
        Assert.Equal(2, city.Connections);

        using var third = new MqttClientFactory().CreateMqttClient();
        var answer = await third.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", city.Port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId("").Build());
        Assert.NotEmpty(answer.AssignedClientIdentifier);
    }

    [Theory]
    [InlineData(true, null, null, true)]
    [InlineData(false, null, null, false)]
    [InlineData(true, "aq-1", "secret", false)]
    [InlineData(true, OwnRole.User, "wrong", false)]
    [InlineData(true, OwnRole.User, null, false)]
    [InlineData(false, OwnRole.User, "", true)]
    public async Task OnlyAnonymousClientsAndOurOwn_MayConnect(bool anonymous, string? user, string? password, bool may)
    {
        await using var city = await BrokerCity.StartAsync(anonymous);
        foreach (var version in new[] { MqttProtocolVersion.V311, MqttProtocolVersion.V500 })
        {
            var (client, code) = await city.ConnectAsync(user, password == "" ? city.Role.Password : password, version);
            Assert.Equal(may ? MqttClientConnectResultCode.Success : MqttClientConnectResultCode.BadUserNameOrPassword, code);
            client.Dispose();
        }

        Assert.Equal(may ? 0 : 2, city.Forbidden);
    }

    [Fact]
    public async Task OurTopics_AreRefusedToOthersAndCounted()
    {
        await using var city = await BrokerCity.StartAsync();
        var (client, _) = await city.ConnectAsync();
        using var stranger = client;
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await PublishAsync(stranger, Ours)).ReasonCode);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await PublishAsync(stranger, "elsewhere")).ReasonCode);
        foreach (var filter in new[] { Ours, "cityops/v1/_#", "cityops/v1/_live/#", "#", "+/v1/_live/x", "$share/g/cityops/v1/_live/#" })
        {
            var answer = await stranger.SubscribeAsync(filter);
            Assert.True((int)answer.Items.Single().ResultCode >= 0x80, filter);
        }

        // The shared one is refused by the library before it comes to us.
        Assert.Equal(7, city.Forbidden);
        Assert.Equal(0, city.City.Total.Received);

        // An acknowledgement that says nothing is all that MQTT 3.1.1 has; the message goes nowhere all the same.
        using var own = await city.OwnAsync();
        var seen = await ListenAsync(own, "cityops/v1/_live/#");
        using var old = await city.RawAsync("old");
        await old.PublishAsync(Ours, "forged", 1);
        Assert.Equal(1, await old.ReadAckAsync());
        Assert.True((await PublishAsync(own, Ours, "true")).IsSuccess);
        Assert.Equal(("cityops/v1/_live/x", "true"), await seen.ReadAsync().AsTask().WaitAsync(JournalFolder.Limit));
    }

    [Theory]
    [InlineData(MqttQualityOfServiceLevel.AtLeastOnce)]
    [InlineData(MqttQualityOfServiceLevel.ExactlyOnce)]
    public async Task WhatIntakeTook_IsNotSaidToBeWithoutASubscriber(MqttQualityOfServiceLevel qos)
    {
        await using var city = await BrokerCity.StartAsync();
        var (client, _) = await city.ConnectAsync();
        using var device = client;
        Assert.Equal(MqttClientPublishReasonCode.Success, (await PublishAsync(device, IntakeCity.Aq1, Payload, qos)).ReasonCode);
        Assert.Equal(1, city.City.Total.Received);
    }

    [Theory]
    [InlineData("cityops/v1/#")]
    [InlineData("cityops/v1/+/+/readings")]
    [InlineData("cityops/v1/+/#")]
    public async Task WildcardSubscription_NeverSeesOurTopics(string filter)
    {
        await using var city = await BrokerCity.StartAsync();
        using var own = await city.OwnAsync();
        var (client, _) = await city.ConnectAsync();
        using var stranger = client;
        var seen = await ListenAsync(stranger, filter);
        foreach (var qos in new[] { MqttQualityOfServiceLevel.AtMostOnce, MqttQualityOfServiceLevel.AtLeastOnce })
        {
            await PublishAsync(own, Ours, "secret", qos);
            await PublishAsync(own, "cityops/v1/_live/x/readings", "secret", qos);
        }

        await PublishAsync(own, "cityops/v1/_live/y/readings", "secret", retain: true);
        await PublishAsync(own, IntakeCity.Aq1, Payload);
        Assert.Equal((IntakeCity.Aq1, Payload), await seen.ReadAsync().AsTask().WaitAsync(JournalFolder.Limit));

        // Nor what is retained.
        var (next, _) = await city.ConnectAsync();
        using var later = next;
        var latest = await ListenAsync(later, filter);
        await PublishAsync(own, IntakeCity.Aq1, Payload);
        Assert.Equal(IntakeCity.Aq1, (await latest.ReadAsync().AsTask().WaitAsync(JournalFolder.Limit)).Topic);
    }

    [Fact]
    public async Task BadTopic_IsQuarantinedAndNeitherHandedOnNorRetained()
    {
        await using var city = await BrokerCity.StartAsync();
        var (client, _) = await city.ConnectAsync();
        using var device = client;
        var seen = await ListenAsync(device, "cityops/v1/#");
        Assert.True((await PublishAsync(device, "cityops/v1/air/aq-1/reading", retain: true)).IsSuccess);
        await PublishAsync(device, IntakeCity.Aq1, Payload);
        Assert.Equal(IntakeCity.Aq1, (await seen.ReadAsync().AsTask().WaitAsync(JournalFolder.Limit)).Topic);
        Assert.Equal(1, IntakeCity.Count(city.City.Total.Rejected, RejectReason.BadTopic));
    }

    [Fact]
    public async Task LastWill_ReachesTheConnectionState()
    {
        await using var city = await BrokerCity.StartAsync();
        var client = await city.RawAsync("aq-1", will: (Status, "offline"));
        await client.PublishAsync(Status, "online", 1, retain: true);
        Assert.Equal(1, await client.ReadAckAsync());
        Assert.True(city.City.Feed.Connections.IsOnline("aq-1"));
        client.Dispose();
        await Eventually.SatisfiesAsync(() => Task.FromResult(city.City.Feed.Connections.IsOnline("aq-1")), online => online == false, "offline");
        Assert.Equal(0, city.City.Total.Received);
    }

    [Fact]
    public async Task FloodOfLargeMessages_WaitsAtItsSendersWhileTheDiskIsBusy()
    {
        const int Connections = 8;
        const int Each = 30;
        await using var city = await BrokerCity.StartAsync(change: options => options with { MaxWaitingBytes = 512 << 10 });
        var clients = await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => city.RawAsync($"c{i}")));
        Task sending;
        using (city.City.Folder.HoldCommits())
        {
            sending = Task.WhenAll(clients.Select(client => Task.Run(async () =>
            {
                for (var n = 1; n <= Each; n++)
                {
                    await client.PublishAsync(IntakeCity.Aq1, new byte[64 * 1024], (ushort)n);
                }
            })));

            // 16 KiB of each are kept: 32 fill the room, and each connection may bring one more that saw room before.
            const int Most = (512 / 16) + Connections;
            await Eventually.SatisfiesAsync(() => Task.FromResult(city.City.Journal.WaitingMessages), waiting => waiting >= 32, "the room is full");
            await clients[0].AssertSilentAsync();
            Assert.InRange(city.City.Journal.WaitingMessages, 32, Most);
        }

        foreach (var client in clients)
        {
            for (var n = 1; n <= Each; n++)
            {
                Assert.Equal(n, await client.ReadAckAsync());
            }

            client.Dispose();
        }

        await sending.WaitAsync(JournalFolder.Limit);
        Assert.Equal(Connections * Each, city.City.Total.Received);
    }

    [Fact]
    public async Task StoppedBroker_HasCommittedWhatItAcknowledged()
    {
        await using var city = await BrokerCity.StartAsync();
        using var client = await city.RawAsync("a");
        await client.PublishAsync(IntakeCity.Aq1, Payload, 1);
        Assert.Equal(1, await client.ReadAckAsync());
        await city.Broker.CloseAsync();
        Assert.Null(await client.ReadAsync());
        Assert.False(city.Broker.State.IsUp);
        Assert.Single(city.City.Readings());
    }

    static Task<MqttClientPublishResult> PublishAsync(
        IMqttClient client, string topic, string payload = "{}", MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce, bool retain = false) =>
        client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(qos).WithRetainFlag(retain).Build());

    static async Task<ChannelReader<(string Topic, string Payload)>> ListenAsync(IMqttClient client, string filter)
    {
        var seen = Channel.CreateUnbounded<(string, string)>();
        client.ApplicationMessageReceivedAsync += e =>
        {
            seen.Writer.TryWrite((e.ApplicationMessage.Topic, Encoding.UTF8.GetString(e.ApplicationMessage.Payload)));
            return Task.CompletedTask;
        };
        var answer = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        Assert.True((int)answer.Items.Single().ResultCode < 0x80);
        return seen.Reader;
    }
}
