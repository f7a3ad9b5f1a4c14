using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.External;

public sealed class ExternalTlsTests
{
    [Fact]
    public async Task Tls_CarriesMessagesAndRefusesACertificateThatNobodyVouchesFor()
    {
        using var authority = Authority();
        await using var server = await StartAsync(authority);
        await using var city = await ExternalCity.StartAsync(server: server, settings: broker => broker with { Tls = true }, roots: [authority]);

        await server.PublishAsync(IntakeCity.Aq1, ExternalCity.Payload(1), "-q", "1", "--cafile", Path.Combine(server.Folder, "ca.crt"));

        await city.ReceivedAsync(1);
        using var stranger = Authority();
        await using var wary = await ExternalCity.StartAsync(
            server: server, settings: broker => broker with { Tls = true, ClientId = "wary" }, roots: [stranger], wait: false);
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(wary.Door.State.Text), text => text.Contains("TLS: The remote certificate is invalid", StringComparison.Ordinal), "it says why");
    }

    static async Task<MosquittoServer> StartAsync(X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3, 4]);
        return await MosquittoServer.StartAsync(
            MosquittoServer.OpenConfiguration + "certfile {folder}/server.crt\nkeyfile {folder}/server.key\n",
            ("server.crt", certificate.ExportCertificatePem()), ("server.key", key.ExportPkcs8PrivateKeyPem()), ("ca.crt", authority.ExportCertificatePem()));
    }

    static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
