using CityOps.Simulators;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Verbs;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators;

public sealed class CityCommandTests
{
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    [Fact]
    public async Task A_broker_that_is_away_ends_with_code_2_and_a_reason()
    {
        var code = await InvokeAsync($"--host 127.0.0.1 --port {FreePort.Next()} --wait 0s", CancellationToken.None);
        Assert.Equal(2, code);
        Assert.Contains("No MQTT broker answers at 127.0.0.1:", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--stations 5")]
    [InlineData("--stations 20001")]
    [InlineData("--port 0")]
    [InlineData("--speed 0")]
    [InlineData("--speed 1001")]
    [InlineData("--backfill soon")]
    [InlineData("--backfill 24")]
    [InlineData("--bckfill 24h")]
    [InlineData("--password secret")]
    [InlineData("--username sims --password secret --password-file secret.txt")]
    [InlineData("--username sims --password-file no/such/file")]
    public async Task Wrong_words_end_with_code_1(string arguments) => Assert.Equal(1, await InvokeAsync(arguments, CancellationToken.None));

    [Fact]
    public async Task Stopping_leaves_an_account()
    {
        await using var broker = await TestBroker.StartAsync();
        using var stop = new CancellationTokenSource();
        var command = InvokeAsync($"--host 127.0.0.1 --port {broker.Port} --stations 30 --backfill 90m", stop.Token);
        var played = broker.UntilAsync(() => broker.Readings.Count() >= 60);
        Assert.True(await Task.WhenAny(played, command) == played && played.IsCompletedSuccessfully, $"{output}{error}; {broker.Readings.Count()} came");
        await stop.CancelAsync();
        Assert.Equal(0, await command.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Matches(@"30 stations, seed 1, to 127\.0\.0\.1:\d+", output.ToString());
        Assert.Matches(@"Stopped: sent (\d+), acknowledged \1, unsent 0; \d+ readings", output.ToString());
        Assert.Equal(30, broker.Statuses.Count(h => h.Text == "offline" && !h.Device.StartsWith("gw-", StringComparison.Ordinal)));
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public async Task What_the_broker_refuses_ends_with_code_4_and_how_many()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Refusal = null;
        using var stop = new CancellationTokenSource();
        broker.Before = () =>
        {
            // Births pass, readings do not.
            broker.Refusal = broker.Statuses.Count(h => !h.Device.StartsWith("gw-", StringComparison.Ordinal)) >= 30 ? MqttPubAckReasonCode.QuotaExceeded : null;
            return Task.CompletedTask;
        };
        var command = InvokeAsync($"--host 127.0.0.1 --port {broker.Port} --stations 30 --backfill 1h", stop.Token);
        await broker.UntilAsync(() => output.ToString().Contains("Playing live", StringComparison.Ordinal) || broker.Readings.Count() > 40);
        await stop.CancelAsync();
        Assert.Equal(4, await command.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Matches(@"^\d+ messages were not acknowledged\.", error.ToString());
        Assert.Contains("refused by the broker", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_is_in_the_account_only_when_there_is_some()
    {
        var fine = new PlayerAccount(10, 10, 10, 40, 0, 0, 0, 0, 0, 16, 6, 10);
        Assert.Equal("sent 10, acknowledged 10, unsent 0; 40 readings; 16 of 16 connections", CityCommand.Describe(fine));
        Assert.EndsWith("connections; refused by the broker 2; no room for 3", CityCommand.Describe(fine with { Acknowledged = 5, Refused = 2, Dropped = 3 }), StringComparison.Ordinal);
        Assert.EndsWith("connections; sent again 4; acknowledged without a subscriber 1", CityCommand.Describe(fine with { Repeated = 4, Unheard = 1 }), StringComparison.Ordinal);
    }

    Task<int> InvokeAsync(string arguments, CancellationToken ct) => new CommandRun(output, error).InvokeAsync(arguments, ct);
}
