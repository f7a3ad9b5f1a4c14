using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CityOps.Tests.Conventions;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Proxy;

/// <summary>
/// A real nginx with the block of docs/production.md, on free loopback ports and with a certificate of its own. Names, ports and files are the
/// test's, every other word is the document's.
/// </summary>
sealed partial class NginxServer : IAsyncDisposable
{
    const string NameInTheDocument = "city.example.org";

    readonly TempFolder _folder = new();
    readonly int _plainPort = FreePort.Next();
    Process? _process;

    /// <summary>A name that is not this machine's, as a city's is.</summary>
    public const string Host = "city.test";

    public int Port { get; } = FreePort.Next();

    public Uri PlainUrl => new(string.Create(CultureInfo.InvariantCulture, $"http://{Host}:{_plainPort}/"));

    /// <param name="path">Under which the city is: / or such as /ops/.</param>
    public async Task StartAsync(int cityPort, string path)
    {
        TestCertificate.Write(Host, _folder.File("fullchain.pem"), _folder.File("key.pem"));
        await File.WriteAllTextAsync(_folder.File("nginx.conf"), Configuration(cityPort, path));
        _process = Process.Start(new ProcessStartInfo(Servers.Nginx, ["-p", _folder.Path, "-c", _folder.File("nginx.conf"), "-e", "stderr", "-g", "daemon off;"]))!;
        await Eventually.SatisfiesAsync(AcceptsAsync, accepts => accepts, "nginx accepts");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using var quit = Process.Start("kill", ["-QUIT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    string Configuration(int cityPort, string path)
    {
        string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
        var block = Block().Match(Sources.Text("docs/production.md")).Groups[1].Value
            .Replace("listen 80;", $"listen 127.0.0.1:{Number(_plainPort)};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{Number(Port)} ssl;", StringComparison.Ordinal)
            .Replace($"https://{NameInTheDocument}$", $"https://{Host}:{Number(Port)}$", StringComparison.Ordinal)
            .Replace(NameInTheDocument, Host, StringComparison.Ordinal)
            .Replace("/etc/ssl/city/", _folder.Path + "/", StringComparison.Ordinal)
            .Replace("127.0.0.1:5080", $"127.0.0.1:{Number(cityPort)}", StringComparison.Ordinal)
            .Replace("location / {", $"location {path} {{", StringComparison.Ordinal);
        var folders = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {_folder.File(kind)};\n"));
        return $"pid {_folder.File("nginx.pid")};\nevents {{ }}\nhttp {{\naccess_log off;\n{folders}{block}\n}}\n";
    }

    async Task<bool> AcceptsAsync()
    {
        Assert.False(_process!.HasExited, "nginx ended; what it said is above");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("```nginx\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
