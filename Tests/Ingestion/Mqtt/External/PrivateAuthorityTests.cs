using System.Globalization;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Simulators.Mosquitto;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>A broker whose certificate is of an authority that the system knows and that publishes no revocation list.</summary>
public sealed class PrivateAuthorityTests
{
    [Fact]
    public async Task SystemTrust_HoldsForIntakeAndLinkAlike()
    {
        using var authority = new TestAuthority();
        await using var broker = await MosquittoServer.StartAsync($"{MosquittoServer.OpenConfiguration}{authority.ListenerLines}\n");

        var address = string.Create(CultureInfo.InvariantCulture, $"localhost:{broker.Port}");

        await SaysAsync(broker, [$"Connected to the broker at {address}\n", $"Connected to the broker at {address} as "], ("SSL_CERT_FILE", authority.File));
        await SaysAsync(broker,
            [$"No connection to the broker at {address}: TLS: The remote certificate ", $"No messages from the broker at {address}: TLS: The remote certificate "]);
    }

    static async Task SaysAsync(MosquittoServer broker, string[] words, params (string Name, string Value)[] environment)
    {
        using var data = new TempFolder();
        var variables = environment.Append(("DOTNET_ENVIRONMENT", "Production")).ToDictionary();
        var web = FreePort.Next();
        await using var city = CityProcess.LaunchPart(
            CityProgram.Dashboard, web, broker.Port, variables,
            string.Create(CultureInfo.InvariantCulture, $"--Urls=http://localhost:{web}"),
            string.Create(CultureInfo.InvariantCulture, $"--Broker:Port={broker.Port}"),
            "--Broker:Mode=External", "--Broker:Tls=true", $"--Data:Path={data.Path}", $"--Setup:AdminApiKey={CityProcess.AdminKey}");
        await city.StartedAsync();
        foreach (var word in words)
        {
            await Eventually.SatisfiesAsync(() => Task.FromResult(city.Output), output => output.Contains(word, StringComparison.Ordinal), word);
        }
    }
}
