using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CityOps.Tests.EndToEnd.Proxy;

/// <summary>Certificates that nobody but their maker has signed, as the PEM files that servers take.</summary>
static class TestCertificate
{
    /// <summary>Nobody signed them, so only the name can be looked at.</summary>
    public static bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => certificate?.Subject == $"CN={NginxServer.Host}";

    /// <summary>Writes a new one for a name and its key; returns its thumbprint.</summary>
    public static string Write(string name, string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        return certificate.Thumbprint;
    }
}
