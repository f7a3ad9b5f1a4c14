using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>Why a person cannot have it so.</summary>
public enum ChoiceProblem : byte
{
    None = 0,

    /// <summary>No channel at all: not even a critical alert would come.</summary>
    NoChannel = 1,

    /// <summary>A channel for which the plan has no address of the person.</summary>
    NoAddress = 2,

    /// <summary>Quiet hours without an end: everything but critical would wait for ever.</summary>
    AlwaysQuiet = 3,
}

/// <summary>What of a contact is the person's own choice; name and addresses are not. Immutable.</summary>
/// <param name="Language"><c>sl</c> or <c>en</c>.</param>
/// <param name="Channels">Each at most once.</param>
/// <param name="Quiet">Null = none.</param>
public sealed record OwnChoices(string Language, IReadOnlyList<ContactChannel> Channels, Schedule? Quiet)
{
    const long MinuteMs = 60_000;
    const int MinutesOfWeek = 7 * 1_440;

    /// <summary>A Monday, 2 March 2026 in UTC, that begins a week without public holidays.</summary>
    const long SomeMonday = 1_772_409_600_000;

    public static OwnChoices Of(Contact contact) => new(contact.Language, contact.Channels, contact.Quiet);

    /// <param name="contact">Whose choices they are to be.</param>
    public ChoiceProblem ProblemFor(Contact contact) =>
        Channels.Any(way => contact.AddressOn(way.Channel) is null) ? ChoiceProblem.NoAddress
        : Channels.Count == 0 ? ChoiceProblem.NoChannel
        : Quiet is not null && IsAlways(Quiet) ? ChoiceProblem.AlwaysQuiet
        : ChoiceProblem.None;

    /// <summary>The plan with these choices for one of its contacts, and nothing else changed.</summary>
    public NotificationPlan In(NotificationPlan plan, Contact contact) => plan with
    {
        Contacts = [.. plan.Contacts.Select(one => one.Id == contact.Id ? one with { Language = Language, Channels = Channels, Quiet = Quiet } : one)],
    };

    // Some months, or holidays alone, have an end; for all others a week shows whether there is one.
    static bool IsAlways(Schedule quiet) => quiet.Months.Distinct().Count() is 0 or 12 && quiet.Holidays != HolidayUse.Only &&
        Enumerable.Range(0, MinutesOfWeek).All(minute => (quiet with { Months = [] }).Covers(SomeMonday + (minute * MinuteMs), TimeZoneInfo.Utc));
}
