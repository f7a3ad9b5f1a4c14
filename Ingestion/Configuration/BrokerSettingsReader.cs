using System.Net;
using System.Net.Sockets;

namespace CityOps.Ingestion.Configuration;

/// <summary>Reads <c>Broker</c>: what the embedded broker may do, or how to reach an external one.</summary>
public static class BrokerSettingsReader
{
    internal static BrokerSettings Read(SettingsReader reader, CityRole role)
    {
        var broker = new BrokerSettings(
            reader.Choice("Broker:Mode", role == CityRole.Ingestion ? BrokerMode.External : BrokerMode.Embedded),
            reader.Text("Broker:Host", "localhost"),
            reader.Number("Broker:Port", 1883, 1, 65_535),
            reader.Flag("Broker:Anonymous", true))
        {
            Username = reader.Text("Broker:Username"),
            Password = reader.Text("Broker:Password"),
            Tls = reader.Flag("Broker:Tls", false),
            ClientId = reader.Text("Broker:ClientId", "cityops-ingestion"),
        };
        if (broker is { Password: not null, Username: null })
        {
            reader.Mistake("Broker:Password", "a password needs Broker:Username");
        }

        if (broker.Mode == BrokerMode.Embedded)
        {
            CheckEmbedded(reader, broker, role);
        }

        return broker;
    }

    /// <summary>Where the embedded broker listens; null when the text is no address.</summary>
    public static IPAddress? ListenAddress(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetwork ? address
        : null;

    static void CheckEmbedded(SettingsReader reader, BrokerSettings broker, CityRole role)
    {
        if (role != CityRole.Standalone)
        {
            reader.Mistake("Broker:Mode", "the embedded broker lives in a process that does everything; a separate Ingestion or Dashboard needs External");
            return;
        }

        if (ListenAddress(broker.Host) is not { } address)
        {
            reader.Mistake("Broker:Host", $"'{broker.Host}' is not an address this machine can listen on; use localhost or an IPv4 address");
        }
        else if (broker.Anonymous && !IPAddress.IsLoopback(address))
        {
            reader.Mistake("Broker:Anonymous", $"clients without a name are allowed on loopback only; set it to false to listen on {broker.Host}");
        }

        if (broker.Username is not null || broker.Tls)
        {
            reader.Mistake(broker.Tls ? "Broker:Tls" : "Broker:Username", "is for an external broker; the embedded one does not look at it");
        }
    }
}
