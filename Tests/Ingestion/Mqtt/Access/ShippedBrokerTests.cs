using CityOps.Core.Live;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Mqtt.External;
using CityOps.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Tests.Ingestion.Mqtt.Access;

/// <summary>The mosquitto.conf that we ship with the files that broker-access makes, on the real mosquitto.</summary>
public sealed class ShippedBrokerTests : IAsyncLifetime
{
    MosquittoServer _server = null!;
    IReadOnlyDictionary<string, string> _passwords = null!;

    public async ValueTask InitializeAsync() =>
        (_server, _passwords) = await AccessRun.StartAsync("--device", "aq-1", "--device", "aq-2", "--gateway", "gw-03");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("aq-1", "cityops/v1/air/aq-1/readings", true)]
    [InlineData("aq-1", "cityops/v1/river/aq-1/status", true)]
    [InlineData("aq-1", "cityops/v1/air/aq-2/readings", false)]
    [InlineData("aq-1", "cityops/v1/air/aq-2/status", false)]
    [InlineData("aq-1", "cityops/v1/air/aq-1/commands", false)]
    [InlineData("aq-1", "cityops/v1/_live/values", false)]
    [InlineData("aq-1", "cityops/v1/_live/aq-1/readings", false)]
    [InlineData("aq-1", "cityops/v1/_alerts/changed", false)]
    [InlineData("aq-1", "somewhere/else", false)]
    [InlineData("gw-03", "cityops/v1/air/aq-1/readings", true)]
    [InlineData("gw-03", "cityops/v1/water/any-other/status", true)]
    [InlineData("gw-03", "cityops/v1/_live/aq-1/readings", false)]
    [InlineData("gw-03", "cityops/v1/air/aq-1/commands", false)]
    [InlineData("cityops", "cityops/v1/_live/values", true)]
    [InlineData("cityops", "cityops/v1/air/aq-1/commands", true)]
    [InlineData("cityops", "somewhere/else", false)]
    public async Task Publish_IsAllowedWhereTheListSaysSo(string user, string topic, bool allowed)
    {
        var (_, output) = await _server.PublishAsync(topic, "x", "-V", "5", "-q", "1", "-u", user, "-P", _passwords[user]);

        Assert.Equal(allowed ? "" : "Warning: Publish 1 failed: Not authorized.", output.Trim());
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(_server.Log.Any(line => line.Contains("Denied PUBLISH", StringComparison.Ordinal) && line.Contains($"'{topic}'", StringComparison.Ordinal))),
            denied => denied == !allowed, "mosquitto says whether it denied it");
    }

    [Theory]
    [InlineData("aq-1", "cityops/v1/air/aq-1/commands", true)]
    [InlineData("aq-1", "cityops/v1/air/aq-2/commands", false)]
    [InlineData("gw-03", "cityops/v1/air/aq-2/commands", true)]
    public async Task Commands_AreReadByTheirDeviceAndByGateways(string user, string topic, bool reads)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += e =>
        {
            heard.TrySetResult(e.ApplicationMessage.Topic);
            return Task.CompletedTask;
        };
        await ConnectAsync(client, user);
        await client.SubscribeAsync("cityops/v1/#", MqttQualityOfServiceLevel.AtLeastOnce);
        await _server.PublishAsync(topic, "open", "-u", "cityops", "-P", _passwords["cityops"], "-q", "1");
        await _server.PublishAsync($"cityops/v1/air/{user}/commands", "last", "-u", "cityops", "-P", _passwords["cityops"], "-q", "1");

        Assert.Equal(reads ? topic : $"cityops/v1/air/{user}/commands", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("aq-1", "wrong")]
    [InlineData("nobody", "x")]
    [InlineData(null, null)]
    public async Task WithoutTheRightPassword_NobodyConnects(string? user, string? password)
    {
        string[] who = user is null ? [] : ["-u", user, "-P", password!];
        var (code, output) = await _server.PublishAsync("cityops/v1/air/aq-1/readings", "x", who);

        Assert.NotEqual(0, code);
        Assert.Contains("not authorised", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RenewedPassword_IsTakenAtReload()
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var run = AccessRun.In(_server.Folder, "--device", "aq-1", "--renew");
        await _server.ReloadAsync();

        await ConnectAsync(client, "aq-1", run.Passwords["aq-1"]);

        Assert.NotEqual(0, (await _server.PublishAsync("cityops/v1/air/aq-1/readings", "x", "-u", "aq-1", "-P", _passwords["aq-1"])).Code);
    }

    [Fact]
    public async Task IntakeAndLink_WorkAsTheirOneRole()
    {
        await using var city = await ExternalCity.StartAsync(
            server: _server, settings: broker => broker with { Username = "cityops", Password = _passwords["cityops"] });
        using var stop = new CancellationTokenSource();
        var link = new MqttLink(
            () => new MqttLinkOptions { Host = "127.0.0.1", Port = _server.Port, Username = "cityops", Password = _passwords["cityops"] },
            TimeProvider.System, NullLogger<MqttLink>.Instance);
        var hint = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await link.SubscribeAsync(LiveTopics.Values, _ => hint.TrySetResult(), default);
        var running = link.RunAsync(stop.Token);
        await Eventually.SatisfiesAsync(() => Task.FromResult(link.IsConnected), yes => yes, "the link is connected");

        Assert.True(await link.PublishAsync(LiveTopics.Values, "x"u8.ToArray()));
        await hint.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await _server.PublishAsync("cityops/v1/air/aq-1/readings", ExternalCity.Payload(1), "-u", "aq-1", "-P", _passwords["aq-1"], "-q", "1");

        await city.ReceivedAsync(1);
        await stop.CancelAsync();
        await running;
    }

    async Task ConnectAsync(IMqttClient client, string user, string? password = null)
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _server.Port).WithCredentials(user, password ?? _passwords[user]).Build();
        Assert.Equal(MqttClientConnectResultCode.Success, (await client.ConnectAsync(options)).ResultCode);
    }
}
