using System.Globalization;
using CityOps.Tests.Support;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>The Simulators program at the broker of a production city, as a gateway with a password.</summary>
public sealed class SimulatorsOnMosquittoTests
{
    const int Stations = 60;
    const int Hours = 7 * 24;
    const int MessagesOfHistory = Stations * Hours;

    [Fact]
    public async Task BrokerRestartedMidway_AccountIsExact()
    {
        await using var broker = new CityBroker();
        await broker.StartAsync();
        await using var counter = await CountingSubscriber.StartAsync(broker.Port);
        await using var city = Start(broker, $"--stations {Stations} --backfill 7d");
        await Eventually.SatisfiesAsync(() => Task.FromResult(counter.Distinct), count => count > MessagesOfHistory / 10, "a part of the history came");
        await broker.StopAsync();
        await city.SaysAsync("connection lost");
        var before = counter.Distinct;
        await broker.StartAsync();
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
        await using var broker = new CityBroker();
        await using var city = Start(broker, "--stations 30 --wait 60s");
        await city.SaysAsync("no broker answers yet");
        await broker.StartAsync();
        await city.SaysAsync("births acknowledged");
        Assert.Equal(0, await city.StopAsync());
    }

    [Fact]
    public async Task NobodySubscribed_IsInTheAccount()
    {
        await using var broker = new CityBroker();
        await broker.StartAsync();
        await using var city = Start(broker, "--stations 30 --backfill 1h");
        await city.SaysAsync("History sent");
        Assert.Equal(0, await city.StopAsync());
        var account = city.FinalAccount();
        Assert.Equal((account.Sent, account.Sent), (account.Acknowledged, account.Unheard));
        Assert.True(account.Sent >= 30, account.Line);
    }

    [Fact]
    public async Task WrongPassword_EndsAtOnceWithCode3()
    {
        await using var broker = new CityBroker();
        await broker.StartAsync();
        await using var city = new SimulatorsProcess(To(broker), ("CITYOPS_MQTT_PASSWORD", "wrong"));
        Assert.Equal(3, await city.ExitAsync());
        Assert.Contains("refuses us (NotAuthorized). Are user name and password right?", city.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", city.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserOfOneDevice_IsToldThatItMayNotSpeakForOthers()
    {
        await using var broker = new CityBroker();
        await broker.StartAsync();
        await using var city = new SimulatorsProcess(To(broker, "aq-001"), ("CITYOPS_MQTT_PASSWORD", CityBroker.Password));
        Assert.Equal(3, await city.ExitAsync());
        Assert.Contains("May this user publish for all devices?", city.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordInAFile_IsRead()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("password"), CityBroker.Password + "\n");
        await using var broker = new CityBroker();
        await broker.StartAsync();
        await using var city = new SimulatorsProcess($"{To(broker)} --stations 30 --password-file {folder.File("password")}");
        await city.SaysAsync("births acknowledged");
        Assert.Equal(0, await city.StopAsync());
    }

    [Fact]
    public async Task Tls_IsSpokenAndTheCertificateChecked()
    {
        using var authority = new TestAuthority();
        await using var broker = new CityBroker(authority.ListenerLines);
        await broker.StartAsync();
        var password = ("CITYOPS_MQTT_PASSWORD", CityBroker.Password);
        await using (var stranger = new SimulatorsProcess($"{To(broker)} --tls", password))
        {
            Assert.Equal(3, await stranger.ExitAsync());
            Assert.Contains("cannot be trusted", stranger.Output, StringComparison.Ordinal);
        }

        await using var city = new SimulatorsProcess($"{To(broker)} --stations 30 --tls", password, ("SSL_CERT_FILE", authority.File));
        await city.SaysAsync("births acknowledged");
        Assert.Equal(0, await city.StopAsync());
    }

    static SimulatorsProcess Start(CityBroker broker, string arguments) =>
        new($"{To(broker)} {arguments}", ("CITYOPS_MQTT_PASSWORD", CityBroker.Password));

    static string To(CityBroker broker, string user = CityBroker.Gateway) =>
        $"--host localhost --port {broker.Port.ToString(CultureInfo.InvariantCulture)} --username {user}";
}
