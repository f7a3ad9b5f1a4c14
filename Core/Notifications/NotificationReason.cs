namespace CityOps.Core.Notifications;

/// <summary>Why somebody is told now; the words of a message follow from it. Stored as text.</summary>
public enum NotificationReason : byte
{
    /// <summary>The first message about these alerts.</summary>
    First = 1,

    /// <summary>More alerts of a kind that was already told, or one that has become worse.</summary>
    More = 2,

    /// <summary>They stand unchanged since the last message.</summary>
    Reminder = 3,

    /// <summary>Whoever was told before has not acknowledged.</summary>
    Escalation = 4,

    /// <summary>All of them are over.</summary>
    Cleared = 5,

    /// <summary>Somebody tries a channel.</summary>
    Test = 6,

    /// <summary>The report of a day, which is about no alert.</summary>
    Report = 7,
}
