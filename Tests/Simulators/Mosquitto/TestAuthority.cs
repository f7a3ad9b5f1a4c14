using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityOps.Tests.Support;

namespace CityOps.Tests.Simulators.Mosquitto;

/// <summary>An authority of the test's own, and a certificate for localhost that it signed.</summary>
sealed class TestAuthority : IDisposable
{
    readonly TempFolder folder = new();

    public TestAuthority()
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=CityOps test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var server = request.Create(authority, from, until, [1, 2, 3, 4]);

        System.IO.File.WriteAllText(File, authority.ExportCertificatePem());
        System.IO.File.WriteAllText(folder.File("server.pem"), server.ExportCertificatePem());
        System.IO.File.WriteAllText(folder.File("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The authority's certificate.</summary>
    public string File => folder.File("authority.pem");

    public string ListenerLines => $"certfile {folder.File("server.pem")}\nkeyfile {folder.File("server.key")}";

    public void Dispose() => folder.Dispose();
}
