using System.Globalization;
using CityOps.Ingestion.Mqtt;
using CityOps.Tests.Ingestion.Mqtt.Access;
using CityOps.Tests.Support;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>The Simulators program at the broker of a production city, as a gateway with a password.</summary>
public sealed class SimulatorsOnMosquittoTests : IAsyncLifetime
{
    const string Gateway = "gw-sims";
    const int Stations = 60;
    const int Hours = 30 * 24;
    const int MessagesOfHistory = Stations * Hours;

    MosquittoServer _broker = null!;
    IReadOnlyDictionary<string, string> _passwords = null!;

    public async ValueTask InitializeAsync() => (_broker, _passwords) = await AccessRun.StartAsync("--gateway", Gateway, "--device", "aq-001");

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task BrokerRestartedMidway_AccountIsExact()
    {
        await using var counter = await CountingSubscriber.StartAsync(_broker.Port, _passwords[OwnRole.User]);
        await using var city = Start($"--stations {Stations} --backfill 30d");
        await Eventually.SatisfiesAsync(() => Task.FromResult(counter.Distinct), count => count > MessagesOfHistory / 10, "a part of the history came");
        await _broker.StopAsync();
        await city.SaysAsync("connection lost");
        var before = counter.Distinct;
        await _broker.StartAgainAsync();
        await city.SaysAsync("History sent");
        Assert.Equal(0, await city.StopAsync());

        var account = city.FinalAccount();
        Assert.InRange(before, 1, MessagesOfHistory - 1);
        Assert.InRange(account.Acknowledged, MessagesOfHistory, long.MaxValue);
        Assert.Equal((account.Acknowledged, 0, 0), (account.Sent, account.Unsent, account.Unheard));
        Assert.True(account.Repeated > 0, account.Line);
        var heard = await Eventually.SatisfiesAsync(() => Task.FromResult(counter.Distinct), count => count >= account.Acknowledged, account.Line);
        Assert.Equal(account.Acknowledged, heard);
    }

    [Fact]
    public async Task BrokerThatComesLater_IsWaitedFor()
    {
        await _broker.StopAsync();
        await using var city = Start("--stations 30 --wait 60s");
        await city.SaysAsync("no broker answers yet");
        await _broker.StartAgainAsync();
        await city.SaysAsync("births acknowledged");
        Assert.Equal(0, await city.StopAsync());
    }

    [Fact]
    public async Task NobodySubscribed_IsInTheAccount()
    {
        await using var city = Start("--stations 30 --backfill 1h");
        await city.SaysAsync("History sent");
        Assert.Equal(0, await city.StopAsync());
        var account = city.FinalAccount();
        Assert.Equal((account.Sent, account.Sent), (account.Acknowledged, account.Unheard));
        Assert.True(account.Sent >= 30, account.Line);
    }

    [Fact]
    public async Task WrongPassword_EndsAtOnceWithCode3()
    {
        await using var city = new SimulatorsProcess(To(Gateway), ("CITYOPS_MQTT_PASSWORD", "wrong"));
        Assert.Equal(3, await city.ExitAsync());
        Assert.Contains("refuses us (NotAuthorized). Are user name and password right?", city.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", city.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserOfOneDevice_IsToldThatItMayNotSpeakForOthers()
    {
        await using var city = new SimulatorsProcess(To("aq-001"), ("CITYOPS_MQTT_PASSWORD", _passwords["aq-001"]));
        Assert.Equal(3, await city.ExitAsync());
        Assert.Contains("May this user publish for all devices?", city.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordInAFile_IsRead()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("password"), _passwords[Gateway] + "\n");
        await using var city = new SimulatorsProcess($"{To(Gateway)} --stations 30 --password-file {folder.File("password")}");
        await city.SaysAsync("births acknowledged");
        Assert.Equal(0, await city.StopAsync());
    }

    [Fact]
    public async Task Tls_IsSpokenAndTheCertificateChecked()
    {
        using var authority = new TestAuthority();
        var (broker, passwords) = await AccessRun.StartWithAsync($"{authority.ListenerLines}\n{AccessRun.ShippedConfiguration()}", "--gateway", Gateway);
        await using var secured = broker;
        var (there, password) = (To(Gateway, broker), ("CITYOPS_MQTT_PASSWORD", passwords[Gateway]));
        await using (var stranger = new SimulatorsProcess($"{there} --tls", password))
        {
            Assert.Equal(3, await stranger.ExitAsync());
            Assert.Contains("cannot be trusted", stranger.Output, StringComparison.Ordinal);
        }

        await using var city = new SimulatorsProcess($"{there} --stations 30 --tls", password, ("SSL_CERT_FILE", authority.File));
        await city.SaysAsync("births acknowledged");
        Assert.Equal(0, await city.StopAsync());
    }

    SimulatorsProcess Start(string arguments) => new($"{To(Gateway)} {arguments}", ("CITYOPS_MQTT_PASSWORD", _passwords[Gateway]));

    string To(string user, MosquittoServer? broker = null) =>
        $"--host localhost --port {(broker ?? _broker).Port.ToString(CultureInfo.InvariantCulture)} --username {user}";
}
