using System.Text;
using CityOps.Ingestion.Configuration;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>Mails to a person, handed to one mail server. Each has a connection of its own: a server that has hung up in between is no special case.</summary>
/// <param name="clock">The world's.</param>
sealed class EmailChannel(EmailSettings settings, TimeProvider clock) : INotificationChannel, IDisposable
{
    public const string ChannelName = "email";

    /// <summary>Servers refuse who comes with more at once.</summary>
    const int MostConnections = 4;

    readonly SemaphoreSlim _connections = new(MostConnections);

    public string Name => ChannelName;

    public bool IsPersonal => true;

    /// <summary>With a name or without. Before the @ it is ASCII: few servers take more there.</summary>
    public static bool IsAddress(string to) =>
        MailboxAddress.TryParse(to, out var address) && address.LocalPart.Length > 0 && Ascii.IsValid(address.LocalPart) && address.Domain.Length > 0;

    public async Task<SendOutcome> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (notification.To is not { } to || !IsAddress(to))
        {
            return new SendOutcome(SendResult.Refused, "The receiver's address is no e-mail address, or has letters before the @ that mail servers do not take");
        }

        await _connections.WaitAsync(cancellationToken);
        try
        {
            return await HandOverAsync(EmailMessage.Create(settings.From, to, notification, clock.GetUtcNow()), cancellationToken);
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose() => _connections.Dispose();

    async Task<SendOutcome> HandOverAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var (phase, certificate) = (EmailPhase.Connect, new CertificateSight());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Timeout);
        using var client = new SmtpClient
        {
            // As for the broker and for webhooks: authorities of one's own publish no lists of what they revoked.
            CheckCertificateRevocation = false, ServerCertificateValidationCallback = certificate.IsGood,
        };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Options, patience.Token);
            if (settings is { Username: { } username, Password: { } password })
            {
                phase = EmailPhase.SignIn;
                await client.AuthenticateAsync(username, password, patience.Token);
            }

            phase = EmailPhase.Hand;
            var said = await client.SendAsync(message, patience.Token);
            await GoodbyeAsync(client, patience.Token);
            return new SendOutcome(SendResult.Sent, HttpOutcome.OneLine($"Taken by {settings.Host}: {said}"));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return EmailOutcome.Of(e, phase, certificate, settings);
        }
    }

    SecureSocketOptions Options => settings.Security switch
    {
        EmailSecurity.None => SecureSocketOptions.None,
        EmailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>The mail is taken: how the connection ends changes nothing about that.</summary>
    static async Task GoodbyeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SmtpProtocolException or SmtpCommandException)
        {
            return;
        }
    }
}

/// <summary>How far a mail has come.</summary>
enum EmailPhase : byte
{
    Connect,
    SignIn,
    Hand,
}
