using CityOps.Core.Notifications;

namespace CityOps.Ingestion.Notifications;

/// <summary>A way out. Safe for concurrent use; one that is slow holds up nobody else.</summary>
public interface INotificationChannel
{
    /// <summary>As the plan of notifications calls it: <c>email</c>, <c>sms</c>, or the name of a webhook.</summary>
    string Name { get; }

    /// <summary>Whether it needs an address of a person; otherwise it is a room that many look into.</summary>
    bool IsPersonal { get; }

    /// <summary>Hands one over. Does not throw but where it is cancelled: whatever goes wrong is an outcome, because who knows the protocol knows whether to try again.</summary>
    Task<SendOutcome> SendAsync(Notification notification, CancellationToken cancellationToken);
}

/// <summary>One message on its way to one receiver.</summary>
/// <param name="Key">The same at each try, so that a receiver can tell a second copy: the Message-ID of a mail, the header <c>Idempotency-Key</c> of a request.</param>
/// <param name="To">An address of the channel; null where the channel is a room.</param>
/// <param name="Topic">The same for all messages about the same alerts, so that programs show them as one conversation.</param>
public sealed record Notification(string Key, string? To, string Topic, NotificationContent Content, Message Message);

/// <summary>What became of a try.</summary>
public enum SendResult : byte
{
    /// <summary>The other side has taken it.</summary>
    Sent = 1,

    /// <summary>Not now: tried again later.</summary>
    Retry = 2,

    /// <summary>Never: trying again would be answered the same way.</summary>
    Refused = 3,
}

/// <param name="Text">What the other side said, or what went wrong, in one line for people; no secrets.</param>
/// <param name="RetryAfter">How long the other side asks to wait; null = it did not say.</param>
public sealed record SendOutcome(SendResult Result, string Text, TimeSpan? RetryAfter = null);
