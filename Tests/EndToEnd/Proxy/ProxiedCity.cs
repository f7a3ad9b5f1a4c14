using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Proxy;

/// <summary>A city in production behind nginx with TLS, as docs/production.md says.</summary>
sealed partial class ProxiedCity : IAsyncDisposable
{
    readonly TempFolder _data = new();

    public NginxServer Proxy { get; } = new();

    public CityProcess City { get; private set; } = null!;

    /// <summary>What people open; ends with a slash.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>As the log has it.</summary>
    public string SetupLink => Link().Match(City.Output).Value;

    /// <param name="path">Under which the city is: / or such as /ops/.</param>
    public static async Task<ProxiedCity> StartAsync(string path)
    {
        var proxied = new ProxiedCity();
        try
        {
            proxied.Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://{NginxServer.Host}:{proxied.Proxy.Port}{path}"));
            proxied.City = await CityProcess.StartAsync(
                proxied._data.Path, "Production", "--Setup:AdminApiKey=", $"--Web:PublicUrl={proxied.Url.ToString().TrimEnd('/')}", "--Web:TrustedProxies=127.0.0.1");
            await proxied.Proxy.StartAsync(proxied.City.WebPort, path);
            return proxied;
        }
        catch
        {
            await proxied.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds every name at an address of this machine, and comes from one.</summary>
    public static SocketsHttpHandler Handler(string from = "127.0.0.1", CookieContainer? cookies = null) => new()
    {
        AllowAutoRedirect = false,
        CookieContainer = cookies ?? new CookieContainer(),
        SslOptions = { RemoteCertificateValidationCallback = TestCertificate.IsOurs },
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await (City?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    [GeneratedRegex(@"https://\S+/set-up\?token=\S+")]
    private static partial Regex Link();
}
