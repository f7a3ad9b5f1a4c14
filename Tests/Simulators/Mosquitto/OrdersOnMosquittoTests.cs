using System.Globalization;
using CityOps.Simulators.Verbs;
using CityOps.Tests.Ingestion.Mqtt.Access;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>Who may command a simulated city at the broker of a production city, with the files that broker-access makes.</summary>
public sealed class OrdersOnMosquittoTests : IAsyncLifetime
{
    const string Player = "gw-sims";

    MosquittoServer _broker = null!;
    IReadOnlyDictionary<string, string> _passwords = null!;

    public async ValueTask InitializeAsync() =>
        (_broker, _passwords) = await AccessRun.StartAsync("--simulated-city", Player, "--gateway", "gw-03", "--device", "aq-001", "--device", "simulated-city");

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task OnlyWhoPlaysMayCommand()
    {
        await using (var early = Start(Player, "incident marathon"))
        {
            Assert.Equal(ExitCodes.NoCity, await early.ExitAsync());
            await early.SaidAsync("but no simulated city answered.");
        }

        await using var city = Start(Player, "--stations 60");
        await city.SaysAsync("orders: taken at cityops/v1/traffic/simulated-city/commands");
        foreach (var stranger in (string[])["gw-03", "aq-001", "simulated-city"])
        {
            await using var refused = Start(stranger, "incident marathon");
            Assert.Equal(ExitCodes.Refused, await refused.ExitAsync());
            await refused.SaidAsync("broker-access --simulated-city");
        }

        await using var verb = Start(Player, "incident transformer-overload --duration 5m");
        Assert.Equal(ExitCodes.Done, await verb.ExitAsync());
        await verb.SaidAsync("`incident --stop incident-1` ends it.");
        await city.SaysAsync("incident: transformer-overload at ");
        Assert.DoesNotContain("incident: marathon", city.Output, StringComparison.Ordinal);
        Assert.Equal(0, await city.StopAsync());
    }

    SimulatorsProcess Start(string user, string words)
    {
        var (verb, rest) = words.StartsWith("--", StringComparison.Ordinal) ? ("", words) : (words, "");
        return new SimulatorsProcess(
            string.Create(CultureInfo.InvariantCulture, $"{verb} --host localhost --port {_broker.Port} --username {user} {rest}"), ("CITYOPS_MQTT_PASSWORD", _passwords[user]));
    }
}
