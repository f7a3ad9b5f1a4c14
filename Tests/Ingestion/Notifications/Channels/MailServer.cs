using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using CityOps.Tests.EndToEnd.Proxy;
using MimeKit;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

/// <summary>The real aiosmtpd on a free loopback port: a mail server that keeps what it takes in a folder.</summary>
sealed class MailServer : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    Process _process = null!;

    public int Port { get; } = FreePort.Next();

    /// <param name="tls">What it offers: STARTTLS, or TLS from the first byte; in both cases with a certificate that nobody has signed. Null = neither.</param>
    public static async Task<MailServer> StartAsync(string? tls = null)
    {
        var server = new MailServer();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}");
        List<string> arguments = ["-n", "-u", "-l", address, "-c", "aiosmtpd.handlers.Mailbox"];
        if (tls is not null)
        {
            TestCertificate.Write("localhost", server._folder.File("server.pem"), server._folder.File("server.key"));
            arguments.AddRange([$"--{tls}cert", server._folder.File("server.pem"), $"--{tls}key", server._folder.File("server.key")]);
        }

        server._process = Process.Start(new ProcessStartInfo(Servers.Aiosmtpd, [.. arguments, server._folder.File("mails")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await Eventually.SatisfiesAsync(server.AcceptsAsync, yes => yes, "aiosmtpd accepts");
        return server;
    }

    /// <summary>What it has taken, in no order.</summary>
    public IReadOnlyList<MimeMessage> Mails => [.. Directory.GetFiles(Path.Combine(_folder.File("mails"), "new")).Select(file => MimeMessage.Load(file))];

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    async Task<bool> AcceptsAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"aiosmtpd did not start: {await _process.StandardError.ReadToEndAsync()}");
        }

        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
