using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>
/// What a message says, piece by piece, for whoever has other room than a mail. In one language, and safe to show: without line breaks and
/// without anything that reorders a line. It is not encoded for any markup. Immutable.
/// </summary>
public sealed record Notice
{
    public required string Language { get; init; }

    /// <summary>One line: what, where, how bad.</summary>
    public required string Subject { get; init; }

    /// <summary>The subject with the whole sentence of the worst alert in place of its title; at most 600 characters.</summary>
    public required string Headline { get; init; }

    /// <summary>The sentence that says so where it is an exercise; otherwise null.</summary>
    public string? Drill { get; init; }

    /// <summary>Why the reader is told now.</summary>
    public required string Opening { get; init; }

    /// <summary>The alerts that are named, the worst first.</summary>
    public required IReadOnlyList<NoticeLine> Lines { get; init; }

    /// <summary>How many are not named; null = none.</summary>
    public string? More { get; init; }

    /// <summary>When it was so.</summary>
    public required string AsOf { get; init; }

    /// <summary>How bad it is now; null where all is over, or a channel is tried.</summary>
    public Severity? Worst { get; init; }

    /// <summary>What stands on the two links.</summary>
    public required (string Acknowledge, string Open) Labels { get; init; }

    /// <param name="zone">Of every time in it.</param>
    /// <param name="mostNamed">So many alerts have a line, of the others only the number is said.</param>
    public static Notice Of(NotificationContent content, TimeZoneInfo zone, int mostNamed = NotificationContent.MostNamed) => new NoticeBuilder(content, zone).Build(mostNamed);
}

/// <summary>One alert in a message. Safe to show as <see cref="Notice"/> is.</summary>
/// <param name="Mark">The word of its severity in capitals, or that it is over.</param>
/// <param name="IsOver">It has cleared or was closed.</param>
/// <param name="Title">What and where, in a few words.</param>
/// <param name="Sentence">All of it.</param>
public sealed record NoticeLine(Severity Severity, string Mark, bool IsOver, string Title, string Sentence);
