using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Proxy;

/// <summary>TLS without a proxy: the city shows a certificate of its own, and the renewed one after it.</summary>
[Collection(RealCity.Name)]
public sealed class OwnCertificateTests
{
    [Fact]
    public async Task RenewedCertificate_IsShownWithoutARestart()
    {
        using var folder = new TempFolder();
        var (file, key) = (folder.File("fullchain.pem"), folder.File("key.pem"));
        var first = TestCertificate.Write(NginxServer.Host, file, key);
        var port = FreePort.Next();
        await using var city = await CityProcess.StartAsync(
            folder.File("data"), "Production", string.Create(CultureInfo.InvariantCulture, $"--Urls=https://localhost:{port}"), $"--Web:Certificate={file}", $"--Web:CertificateKey={key}");
        Assert.Equal(first, await ShownAsync(port));
        using var http = new HttpClient(ProxiedCity.Handler());
        using var page = await http.GetAsync(new UriBuilder("https", "localhost", port, "sign-in").Uri);
        Assert.Equal(System.Net.HttpStatusCode.OK, page.StatusCode);

        var second = TestCertificate.Write(NginxServer.Host, file, key);
        await Eventually.SatisfiesAsync(() => ShownAsync(port), shown => shown == second, "the renewed certificate is shown");
    }

    static async Task<string?> ShownAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", port);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = TestCertificate.IsOurs });
        return ((X509Certificate2?)tls.RemoteCertificate)?.Thumbprint;
    }
}
