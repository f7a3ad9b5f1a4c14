using System.Net;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CityOps.Ingestion.Configuration;

/// <summary>Where the pages and the API are, for ourselves and for the people before a proxy.</summary>
/// <param name="Addresses">Where this process serves HTTP.</param>
public sealed record WebSettings(IReadOnlyList<WebAddress> Addresses)
{
    static readonly string[] Loopback = ["127.0.0.1", "::1"];

    /// <summary>The address that people open, such as <c>https://city.example.org/ops</c>; null = the first of <see cref="Addresses"/>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whose word is taken for who asks and whether by TLS.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>A PEM file: our certificate and those between it and the authority. Null = we speak no TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>A PEM file with the key of <see cref="Certificate"/>; may be the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Who runs the city's operations centre, as the accessibility statement names it; null = not said.</summary>
    public string? Operator { get; init; }

    /// <summary>Where people tell of barriers: an e-mail address, or an address of the web. Null = not said.</summary>
    public string? AccessibilityContact { get; init; }

    /// <summary>What links in messages begin with; null where this process has no pages and nobody has said where they are.</summary>
    public Uri? ForPeople { get; init; }

    /// <summary>The path of <see cref="PublicUrl"/>, without a slash at its end: every link of ours begins with it.</summary>
    public string PathBase => PublicUrl?.AbsolutePath.TrimEnd('/') ?? "";

    /// <summary>For links that leave our pages.</summary>
    public Uri LinkTo(string pathAndQuery) => new((PublicUrl ?? Addresses[0].Here).ToString().TrimEnd('/') + pathAndQuery);

    internal static WebSettings Read(SettingsReader reader, CityRole role, IngestionHttpSettings ingestion, string contentRoot, bool production)
    {
        if (role == CityRole.Ingestion)
        {
            // Environments are shared between the two programs.
            reader.LeaveToOthers("Web:TrustedProxies", "Web:Certificate", "Web:CertificateKey", "Web:Operator", "Web:AccessibilityContact");
            var url = ReadPublicUrl(reader);
            return new WebSettings(WebAddresses.OfIngestion(reader, ingestion)) { PublicUrl = url, ForPeople = url };
        }

        var certificate = InFolder(contentRoot, reader.Text("Web:Certificate"));
        var settings = new WebSettings(WebAddresses.Read(reader))
        {
            PublicUrl = ReadPublicUrl(reader),
            TrustedProxies = ReadProxies(reader),
            Certificate = certificate,
            CertificateKey = InFolder(contentRoot, reader.Text("Web:CertificateKey")) ?? certificate,
            Operator = reader.Text("Web:Operator"),
            AccessibilityContact = ReadContact(reader),
        };
        CheckCertificate(reader, settings, production);
        return settings with { ForPeople = settings.PublicUrl ?? (settings.Addresses is [var first, ..] ? first.Here : null) };
    }

    static string? InFolder(string contentRoot, string? file) => file is null ? null : Path.Combine(contentRoot, file);

    static Uri? ReadPublicUrl(SettingsReader reader)
    {
        const string Key = "Web:PublicUrl";
        var url = reader.Address(Key, "https://city.example.org");
        if (reader.Text(Key) is null)
        {
            return null;
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            reader.Mistake(Key, $"'{url}' has more than scheme, host, port and path");
        }

        return url;
    }

    static string? ReadContact(SettingsReader reader)
    {
        const string Key = "Web:AccessibilityContact";
        var contact = reader.Text(Key);
        if (contact is null || MailAddress.TryCreate(contact, out _) || (Uri.TryCreate(contact, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            return contact;
        }

        reader.Mistake(Key, $"'{contact}' is neither an e-mail address nor an address such as https://city.example.org/contact");
        return null;
    }

    static List<IPNetwork> ReadProxies(SettingsReader reader)
    {
        const string Key = "Web:TrustedProxies";
        var networks = new List<IPNetwork>();
        foreach (var text in reader.Text(Key)?.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? Loopback)
        {
            if (IPAddress.TryParse(text, out var one))
            {
                networks.Add(new IPNetwork(one, one.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                reader.Mistake(Key, $"'{text}' is no address such as 10.0.0.7 and no network such as 10.0.0.0/24");
            }
        }

        return networks;
    }

    static void CheckCertificate(SettingsReader reader, WebSettings settings, bool production)
    {
        var tls = settings.Addresses.Any(address => address.IsTls);
        if (settings.Certificate is null)
        {
            if (tls && production)
            {
                reader.Mistake("Urls", "https needs Web:Certificate");
            }

            return;
        }

        if (!tls)
        {
            reader.Mistake("Web:Certificate", "no address in Urls begins with https, so nobody would see it");
        }

        try
        {
            X509Certificate2.CreateFromPemFile(settings.Certificate, settings.CertificateKey).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            reader.Mistake("Web:Certificate", $"not a PEM file with a certificate and the key of it, or with the key in Web:CertificateKey: {e.Message.TrimEnd('.')}");
        }
    }
}
