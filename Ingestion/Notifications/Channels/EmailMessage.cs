using System.Security.Cryptography;
using System.Text;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using MimeKit;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>A notification as a mail.</summary>
static class EmailMessage
{
    const int IdLength = 32;

    public static MimeMessage Create(string from, string to, Notification notification, DateTimeOffset now)
    {
        var sender = MailboxAddress.Parse(from);
        var thread = Id("topic", notification.Topic, sender);
        var message = new MimeMessage
        {
            Subject = notification.Message.Subject, Date = now, MessageId = Id("key", notification.Key, sender),
            // No mail has this id: all of them answer it, so that programs show them as one conversation, whichever came first.
            InReplyTo = thread,
            Importance = IsUrgent(notification.Content) ? MessageImportance.High : MessageImportance.Normal,
            Body = new MultipartAlternative(new TextPart("plain") { Text = notification.Message.Text }, new TextPart("html") { Text = notification.Message.Html }),
        };
        message.From.Add(sender);
        message.To.Add(MailboxAddress.Parse(to));
        message.References.Add(thread);
        // So that nobody's absence note answers us; the second is Exchange's word for it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Body.Headers.Add("Content-Language", notification.Content.Language);
        return message;
    }

    static bool IsUrgent(NotificationContent content) =>
        content is { Drill: false, Worst: Severity.Critical or Severity.Major, Reason: not (NotificationReason.Cleared or NotificationReason.Test) };

    /// <summary>The same for the same key; whatever signs a key has, an id has none of them, and none of another alphabet.</summary>
    static string Id(string kind, string key, MailboxAddress sender) =>
        $"{kind}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..IdLength]}@{sender.GetAddress(idnEncode: true).Split('@')[^1]}";
}
