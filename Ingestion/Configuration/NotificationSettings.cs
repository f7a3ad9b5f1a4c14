namespace CityOps.Ingestion.Configuration;

/// <summary>The ways out for notifications. Nothing of it has to be set.</summary>
/// <param name="Email">Null = no mail: <c>Notifications:Email:Host</c> is not set.</param>
/// <param name="Sms">Null = no text messages: <c>Notifications:Sms:Url</c> is not set.</param>
/// <param name="Webhooks">By their names, in the order of these.</param>
public sealed record NotificationSettings(EmailSettings? Email, SmsSettings? Sms, IReadOnlyList<WebhookSettings> Webhooks)
{
    public static NotificationSettings None { get; } = new(null, null, []);
}

/// <summary>How a mail server is spoken to.</summary>
public enum EmailSecurity
{
    /// <summary>In the clear. A password is given to a server on this machine only.</summary>
    None,
    /// <summary>In the clear until STARTTLS, which the server must offer.</summary>
    StartTls,
    /// <summary>TLS from the first byte.</summary>
    Tls,
}

/// <summary>The mail server that takes our mails.</summary>
/// <param name="Port">Default 587 with STARTTLS, 465 with TLS, 25 with none.</param>
/// <param name="From">An address, with a name or without.</param>
/// <param name="Timeout">Of the whole of one mail. Default 30 s.</param>
public sealed record EmailSettings(string Host, int Port, EmailSecurity Security, string From, TimeSpan Timeout)
{
    /// <summary>Null = nobody signs in.</summary>
    public string? Username { get; init; }
    public string? Password { get; init; }

    /// <summary>The password is left out: records are printed into logs.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>What the body of a webhook looks like.</summary>
public enum WebhookTemplate
{
    /// <summary>Our own, for programs.</summary>
    Json,
    /// <summary>An Adaptive Card for a workflow of Microsoft Teams.</summary>
    Teams,
    /// <summary>Blocks for an incoming webhook of Slack.</summary>
    Slack,
    /// <summary>What an ntfy server publishes.</summary>
    Ntfy,
}

/// <summary>A room that takes messages over HTTP.</summary>
/// <param name="Name">The channel's.</param>
/// <param name="Url">Often a secret by itself: only its host is ever shown.</param>
/// <param name="Timeout">Of the whole of one request. Default 10 s.</param>
/// <param name="Language">Two letters: <c>sl</c> or <c>en</c>.</param>
public sealed record WebhookSettings(string Name, Uri Url, WebhookTemplate Template, TimeSpan Timeout, string Language)
{
    /// <summary>Of the signature; null = there is none.</summary>
    public string? Secret { get; init; }

    /// <summary>Sent with each request; their values may be secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public override string ToString() => $"{Name} at {Url.Host}";
}

/// <summary>The gateway that sends text messages to telephones.</summary>
/// <param name="Method">POST or PUT.</param>
/// <param name="Body">With <c>{to}</c>, <c>{text}</c> and, if it likes, <c>{key}</c>.</param>
/// <param name="ContentType"><c>application/json</c> or <c>application/x-www-form-urlencoded</c>: says how the three are encoded.</param>
/// <param name="Timeout">Of the whole of one request. Default 10 s.</param>
public sealed record SmsSettings(Uri Url, string Method, string Body, string ContentType, TimeSpan Timeout)
{
    /// <summary>Sent with each request; their values may be secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public override string ToString() => $"SMS at {Url.Host}";
}
