using System.Globalization;
using CityOps.Ingestion.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>What it means for a mail when something goes wrong. A no to this mail is refused; whatever the network or a person mends is tried again.</summary>
static class EmailOutcome
{
    const string Keys = "Notifications:Email";

    public static SendOutcome Of(Exception e, EmailPhase phase, CertificateSight certificate, EmailSettings settings) => e switch
    {
        OperationCanceledException or TimeoutException => Later($"{settings.Host} did not finish within {HttpOutcome.Number(settings.Timeout.TotalSeconds)} s"),
        SslHandshakeException => Later(certificate.Describe(settings.Host) ?? $"{settings.Host} speaks no TLS on port {Port(settings)}: see {Keys}:Security and {Keys}:Port"),
        AuthenticationException or ServiceNotAuthenticatedException => NotSignedIn(e, settings),
        NotSupportedException when phase == EmailPhase.Connect => Later($"{settings.Host} offers no STARTTLS on port {Port(settings)}: see {Keys}:Security and {Keys}:Port"),
        NotSupportedException when phase == EmailPhase.SignIn => Later($"{settings.Host} takes no name and password here: see {Keys}:Username and {Keys}:Security"),
        SmtpCommandException command => OfCommand(command, phase, settings),
        _ => Later($"No connection to {settings.Host}:{Port(settings)}: {HttpOutcome.OneLine(e.Message)}"),
    };

    static SendOutcome OfCommand(SmtpCommandException e, EmailPhase phase, EmailSettings settings)
    {
        var code = (int)e.StatusCode;
        var text = string.Create(CultureInfo.InvariantCulture, $"{settings.Host} answered {code}: {HttpOutcome.OneLine(e.Message)}");
        return code switch
        {
            530 or 534 or 535 or 538 => NotSignedIn(e, settings),
            // Before there is a mail, a no is to us and not to the mail: another server may be meant, or the server be told of us.
            < 500 => Later(text),
            _ when phase != EmailPhase.Hand => Later(text),
            _ => new SendOutcome(SendResult.Refused, e.ErrorCode switch
            {
                SmtpErrorCode.RecipientNotAccepted => $"The receiver is refused; {text}",
                SmtpErrorCode.SenderNotAccepted => $"The sender in {Keys}:From is refused; {text}",
                _ => $"The mail is refused; {text}",
            }),
        };
    }

    static SendOutcome NotSignedIn(Exception e, EmailSettings settings) =>
        Later($"{settings.Host} does not accept our name and password ({HttpOutcome.OneLine(e.Message)}): see {Keys}:Username and {Keys}:Password");

    static SendOutcome Later(string text) => new(SendResult.Retry, text);

    static string Port(EmailSettings settings) => settings.Port.ToString(CultureInfo.InvariantCulture);
}
