using System.Net;
using System.Net.Sockets;

namespace CityOps.Ingestion.Configuration;

/// <summary>One address of <c>Urls</c>, as the web server takes it.</summary>
/// <param name="Addresses">Where it listens; <c>localhost</c> is both loopback addresses, a name or <c>*</c> is every address.</param>
public sealed record WebAddress(IReadOnlyList<IPAddress> Addresses, int Port);

/// <summary>Reads <c>Urls</c>, so that a wrong one is a sentence beside the other mistakes and not a stack.</summary>
static class WebAddresses
{
    const string Key = "Urls";
    const string Default = "http://localhost:5080";

    public static IReadOnlyList<WebAddress> Read(SettingsReader reader)
    {
        var addresses = new List<WebAddress>();
        foreach (var url in reader.Text(Key, Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The web server's wildcards are no host names.
            var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
            if (Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/")
            {
                addresses.Add(new WebAddress(Of(uri), uri.Port));
            }
            else
            {
                reader.Mistake(Key, $"'{url}' is not an address such as {Default}");
            }
        }

        return addresses;
    }

    static IReadOnlyList<IPAddress> Of(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]
        : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? [address]
        : [IPAddress.Any];
}
