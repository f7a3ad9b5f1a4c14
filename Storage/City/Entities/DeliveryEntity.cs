using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Storage.City.Entities;

/// <summary>One message to one receiver: what is to be sent, and what became of it. Instants are Unix ms.</summary>
sealed class DeliveryEntity
{
    /// <summary>The same at each try, 32 hex digits.</summary>
    public required string Key { get; init; }

    /// <summary>Null where somebody tries a channel, and of a report.</summary>
    public string? CalloutId { get; init; }

    public required string Channel { get; init; }
    public string? Contact { get; init; }
    public string? ContactName { get; init; }
    public string? To { get; init; }
    public required string Language { get; init; }
    public required NotificationReason Reason { get; init; }
    public required int Step { get; init; }
    public Severity? Severity { get; init; }
    public bool Drill { get; init; }

    /// <summary>How many alerts it is about.</summary>
    public required int Count { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>When it was to go at first: after <see cref="CreatedAt"/> in quiet hours.</summary>
    public required long WantedAt { get; init; }

    public required long DueAt { get; set; }
    public int Tries { get; set; }
    public required DeliveryState State { get; set; }

    /// <summary>What the other side said last, or why it was not sent.</summary>
    public string? Outcome { get; set; }

    public long? DoneAt { get; set; }

    /// <summary>The day of the report that it brings; null where it is about alerts.</summary>
    public string? Report { get; set; }

    /// <summary>Another way was tried because of this one's failure.</summary>
    public bool Replaced { get; set; }

    /// <summary>When its link was used; a link works once.</summary>
    public long? LinkUsedAt { get; set; }

    public Delivery ToDelivery() => new(Key, CalloutId, Channel, Contact, ContactName, To, Language, Reason, Step, Severity, Drill, Count, CreatedAt, WantedAt, DueAt, Tries, State, Outcome, DoneAt, LinkUsedAt) { Report = Report is null ? null : DateOnly.ParseExact(Report, "yyyy-MM-dd", CultureInfo.InvariantCulture) };
}

/// <summary>An alert that a message is about.</summary>
sealed class DeliveryAlertEntity
{
    public required string Delivery { get; init; }
    public required string AlertId { get; init; }
}
