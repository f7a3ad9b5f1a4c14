using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Storage.City;

/// <summary>Where a message stands. Stored as text.</summary>
public enum DeliveryState : byte
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting = 1,

    /// <summary>The other side has taken it.</summary>
    Sent = 2,

    /// <summary>The other side does not take it, or could not be reached for too long.</summary>
    Failed = 3,

    /// <summary>It was over before it could be told.</summary>
    Dropped = 4,
}

/// <summary>One message to one receiver, and what became of it. Instants are Unix ms.</summary>
/// <param name="Contact">Null where the receiver is a room.</param>
/// <param name="Count">How many alerts it is about; 0 where somebody tries a channel.</param>
/// <param name="WantedAt">When it was to go at first: later than its making in quiet hours.</param>
/// <param name="DueAt">When it is tried, or tried again.</param>
/// <param name="Outcome">What the other side said last, or why it was not sent.</param>
/// <param name="LinkUsedAt">When its link was used.</param>
public sealed record Delivery(
    string Key, string? CalloutId, string Channel, string? Contact, string? ContactName, string? To, string Language, NotificationReason Reason, int Step, Severity? Severity, bool Drill,
    int Count, long CreatedAt, long WantedAt, long DueAt, int Tries, DeliveryState State, string? Outcome, long? DoneAt, long? LinkUsedAt)
{
    /// <summary>The day of the report that it brings; null where it is about alerts.</summary>
    public DateOnly? Report { get; init; }
}

/// <summary>A way out, and how it does.</summary>
/// <param name="Personal">It needs the address of a person.</param>
/// <param name="SentAt">When it last worked, Unix ms.</param>
/// <param name="FailingSince">Null while its last try worked.</param>
/// <param name="Error">What went wrong at its last try.</param>
public sealed record NotificationChannel(string Name, bool Personal, long? SentAt, long? FailingSince, string? Error);
