using System.Text.RegularExpressions;
using CityOps.Ingestion.Notifications.Channels;

namespace CityOps.Ingestion.Configuration;

/// <summary>Reads the ways out in <c>Notifications</c>. Never shows a value that may be a secret.</summary>
static partial class NotificationSettingsReader
{
    const string Section = "Notifications";
    const int LeastSecret = 20;

    static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(2);

    /// <summary>What we write ourselves.</summary>
    static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Expect", HttpDelivery.KeyHeader, WebhookSignature.Header,
    };

    public static NotificationSettings Read(SettingsReader reader)
    {
        var webhooks = reader.Names($"{Section}:Webhooks").Select(name => ReadWebhook(reader, name)).OfType<WebhookSettings>();
        return new NotificationSettings(ReadEmail(reader), ReadSms(reader), webhooks.OrderBy(webhook => webhook.Name, StringComparer.Ordinal).ToArray());
    }

    static EmailSettings? ReadEmail(SettingsReader reader)
    {
        const string email = $"{Section}:Email";
        var (host, username, password) = (reader.Text($"{email}:Host"), reader.Text($"{email}:Username"), reader.Text($"{email}:Password"));
        var security = reader.Choice($"{email}:Security", EmailSecurity.StartTls);
        var port = reader.Number($"{email}:Port", security switch { EmailSecurity.Tls => 465, EmailSecurity.StartTls => 587, _ => 25 }, 1, 65_535);
        var timeout = reader.Duration($"{email}:Timeout", TimeSpan.FromSeconds(30), ShortestTimeout, LongestTimeout);
        var from = reader.Text($"{email}:From");
        if (host is null)
        {
            return null;
        }

        if (from is null || !EmailChannel.IsAddress(from))
        {
            reader.Mistake($"{email}:From", "is needed with Notifications:Email:Host: the sender, such as CityOps <cityops@city.example.org>");
        }

        if (username is null != password is null)
        {
            reader.Mistake($"{email}:{(username is null ? "Username" : "Password")}", "name and password are given together or not at all");
        }
        else if (password is not null && security == EmailSecurity.None && !IsHere(host))
        {
            reader.Mistake($"{email}:Security", "with None a password would go over the network in the clear: take StartTls or Tls");
        }

        return new EmailSettings(host, port, security, from ?? "", timeout) { Username = username, Password = password };
    }

    static WebhookSettings? ReadWebhook(SettingsReader reader, string name)
    {
        var section = $"{Section}:Webhooks:{name}";
        var template = reader.Choice($"{section}:Template", WebhookTemplate.Json);
        var language = reader.Text($"{section}:Language", "en");
        var (secret, timeout, headers) = (reader.Text($"{section}:Secret"), ReadTimeout(reader, section), ReadHeaders(reader, section));
        var url = ReadUrl(reader, $"{section}:Url", "is needed: the address that takes the messages, http or https");
        if (!ChannelName().IsMatch(name) || name is EmailChannel.ChannelName or SmsChannel.ChannelName)
        {
            reader.Mistake(section, "a webhook is called by a small letter and at most 31 small letters, digits and hyphens, and neither email nor sms");
        }

        if (language is not ("sl" or "en"))
        {
            reader.Mistake($"{section}:Language", $"'{language}' is neither sl nor en");
        }

        if (secret is { Length: < LeastSecret })
        {
            reader.Mistake($"{section}:Secret", $"a secret has at least {LeastSecret} characters");
        }

        if (template == WebhookTemplate.Ntfy && url is not null && NtfyBody.TopicOf(url) is null)
        {
            reader.Mistake($"{section}:Url", "ends in the topic, such as https://ntfy.example.org/city-alerts");
        }

        return url is null ? null : new WebhookSettings(name, url, template, timeout, language) { Secret = secret, Headers = headers };
    }

    static SmsSettings? ReadSms(SettingsReader reader)
    {
        const string sms = $"{Section}:Sms";
        var method = reader.Text($"{sms}:Method", "POST").ToUpperInvariant();
        var type = reader.Text($"{sms}:ContentType", SmsBody.Json);
        var body = reader.Text($"{sms}:Body", type == SmsBody.Form ? SmsBody.UsualForm : SmsBody.UsualJson);
        var (timeout, headers) = (ReadTimeout(reader, sms), ReadHeaders(reader, sms, "Authorization"));
        if (reader.Text($"{sms}:Url") is null)
        {
            return null;
        }

        if (method is not ("POST" or "PUT"))
        {
            reader.Mistake($"{sms}:Method", "is neither POST nor PUT");
        }

        if (type is not (SmsBody.Json or SmsBody.Form))
        {
            reader.Mistake($"{sms}:ContentType", $"is neither {SmsBody.Json} nor {SmsBody.Form}");
        }
        else if (SmsBody.MistakeOf(body, type) is { } mistake)
        {
            reader.Mistake($"{sms}:Body", mistake);
        }

        var url = ReadUrl(reader, $"{sms}:Url", "is no address, http or https");
        return url is null ? null : new SmsSettings(url, method, body, type, timeout) { Headers = headers };
    }

    static TimeSpan ReadTimeout(SettingsReader reader, string section) =>
        reader.Duration($"{section}:Timeout", TimeSpan.FromSeconds(10), ShortestTimeout, LongestTimeout);

    static Uri? ReadUrl(SettingsReader reader, string key, string mistake)
    {
        if (Uri.TryCreate(reader.Text(key), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        reader.Mistake(key, mistake);
        return null;
    }

    /// <param name="usual">Asked for by name, so that settings files can show it.</param>
    static Dictionary<string, string> ReadHeaders(SettingsReader reader, string section, params string[] usual)
    {
        var headers = new Dictionary<string, string>();
        foreach (var name in reader.Names($"{section}:Headers").Union(usual, StringComparer.OrdinalIgnoreCase))
        {
            var key = $"{section}:Headers:{name}";
            if (reader.Text(key) is not { } value)
            {
                continue;
            }

            if (!HeaderName().IsMatch(name) || OwnHeaders.Contains(name) || !HeaderValue().IsMatch(value))
            {
                reader.Mistake(key, "is no header that can be set: a name of letters, digits and hyphens that is not our own, a value of printable ASCII");
                continue;
            }

            headers[name] = value;
        }

        return headers;
    }

    static bool IsHere(string host) => host == "localhost" || System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex ChannelName();

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex HeaderName();

    [GeneratedRegex("^[ -~]+$")]
    private static partial Regex HeaderValue();
}
