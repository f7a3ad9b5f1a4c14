using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CityOps.Ingestion.Configuration;

/// <summary>One address at which we serve, as the web server takes it.</summary>
/// <param name="Addresses">Where it listens; <c>localhost</c> is both loopback addresses, a name or <c>*</c> is every address.</param>
/// <param name="Text">As it was written, such as <c>http://*:5080</c>.</param>
public sealed record WebAddress(IReadOnlyList<IPAddress> Addresses, int Port, string Text)
{
    public bool IsTls => Text.StartsWith("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a program on this machine asks it.</summary>
    public Uri Here => new UriBuilder(
        IsTls ? "https" : "http", Addresses.Count > 1 ? "localhost" : HostOf(Addresses[0]), Port).Uri;

    static string HostOf(IPAddress address) =>
        address.Equals(IPAddress.Any) ? "127.0.0.1" : address.Equals(IPAddress.IPv6Any) ? "[::1]"
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}

/// <summary>Reads <c>Urls</c>, so that a wrong one is a sentence beside the other mistakes and not a stack.</summary>
static class WebAddresses
{
    const string Key = "Urls";
    const string Default = "http://localhost:5080";

    public static IReadOnlyList<WebAddress> Read(SettingsReader reader)
    {
        var addresses = new List<WebAddress>();
        foreach (var url in reader.Text(Key, Default).Trim(';', ' ').Split(';', StringSplitOptions.TrimEntries))
        {
            if (TryRead(url, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                reader.Mistake(Key, $"'{url}' is not an address such as {Default}");
            }
        }

        return addresses;
    }

    /// <summary>The one address of a separate Ingestion.</summary>
    public static IReadOnlyList<WebAddress> OfIngestion(SettingsReader reader, IngestionHttpSettings http)
    {
        var host = http.Host.Contains(':', StringComparison.Ordinal) ? $"[{http.Host.Trim('[', ']')}]" : http.Host;
        if (TryRead(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{http.Port}"), out var address))
        {
            return [address];
        }

        reader.Mistake("Ingestion:HttpHost", $"'{http.Host}' is not localhost, an address of this machine or * for all of them");
        return [];
    }

    static bool TryRead(string url, out WebAddress address)
    {
        // The web server's wildcards are no host names.
        var plain = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        var good = Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;
        address = good ? new WebAddress(Of(uri!), uri!.Port, url) : new WebAddress([], 0, url);
        return good;
    }

    static IReadOnlyList<IPAddress> Of(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]
        : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? [address]
        : [IPAddress.Any];
}
