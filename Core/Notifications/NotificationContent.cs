using CityOps.Core.Alerts;
using CityOps.Core.Reports;

namespace CityOps.Core.Notifications;

/// <summary>What one person, or one room, is to know. Immutable; <see cref="MessageWriter"/> makes words of it.</summary>
public sealed record NotificationContent
{
    /// <summary>So many alerts are named in one message; of the others it has the number.</summary>
    public const int MostNamed = 20;

    public required NotificationReason Reason { get; init; }

    /// <summary>Two letters: <c>sl</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The worst first, at most <see cref="MostNamed"/>; none where a channel is tried.</summary>
    public required IReadOnlyList<Alert> Alerts { get; init; }

    /// <summary>How many there are, named or not.</summary>
    public required int Count { get; init; }

    /// <summary>Names of the stations of <see cref="Alerts"/>, by id; one that is not here is called by its id.</summary>
    public required IReadOnlyDictionary<string, string> StationNames { get; init; }

    /// <summary>Where this one reader acknowledges; null where the receiver is a room and not a person.</summary>
    public Uri? ActLink { get; init; }

    /// <summary>The page of the alert, or of all alerts: asks for a sign-in. Null where nobody has said which address the city has.</summary>
    public Uri? PageLink { get; init; }

    /// <summary>The report that is sent; null where alerts are told, or a channel is tried.</summary>
    public DailyReport? Report { get; init; }

    /// <summary>What links into the city's pages begin with; null where nobody has said.</summary>
    public Uri? City { get; init; }

    /// <summary>An exercise: every word says so.</summary>
    public bool Drill { get; init; }

    /// <summary>How many steps of escalation were before this one.</summary>
    public int Step { get; init; }

    /// <summary>When it was decided, Unix ms.</summary>
    public required long At { get; init; }

    /// <summary>The worst severity; null where a channel is tried.</summary>
    public Severity? Worst => Alerts.Count == 0 ? null : Alerts.Min(alert => alert.Severity);
}
