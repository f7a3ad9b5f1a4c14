using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>One message to one receiver, before it is one.</summary>
/// <param name="Channel">Null where a person cannot be reached at all.</param>
/// <param name="Contact">Null where the receiver is a room.</param>
/// <param name="To">The address; null with a room.</param>
/// <param name="Because">The targets that led here, such as <c>roster:duty</c>.</param>
/// <param name="Due">When it is to go, Unix ms: now, or at the end of quiet hours.</param>
public sealed record Call(string? Channel, Contact? Contact, string? To, string Because, long Due, CallProblem Problem = CallProblem.None)
{
    public bool IsPossible => Problem == CallProblem.None;
}

/// <summary>Why somebody who should be told cannot be.</summary>
public enum CallProblem : byte
{
    None = 0,

    /// <summary>The person has no address on any channel used for this severity.</summary>
    NoAddress = 1,

    /// <summary>The channel is not configured.</summary>
    NoChannel = 2,
}

/// <summary>From the targets of a step to those who are told. Pure; safe for concurrent use.</summary>
/// <param name="channels">Names of the channels that are configured.</param>
public sealed class Audience(NotificationPlan plan, IReadOnlySet<string> channels, TimeZoneInfo zone)
{
    const int MinutesSearched = 8 * 1_440;
    const long Minute = 60_000;

    /// <summary>Everybody once for each channel, in the order of the targets.</summary>
    /// <param name="now">Unix ms.</param>
    public IReadOnlyList<Call> Of(IEnumerable<RouteTarget> targets, Severity severity, long now)
    {
        var (calls, seen) = (new List<Call>(), new HashSet<(string?, string?)>());
        foreach (var target in targets)
        {
            calls.AddRange(CallsOf(target, severity, now).Where(call => seen.Add((call.Channel, call.Contact?.Id))));
        }

        return calls;
    }

    /// <summary>Other ways to reach a person than one that does not work.</summary>
    public IEnumerable<Call> InsteadOf(Contact contact, string channel, Severity severity, long now) =>
        CallsTo(contact, $"instead:{channel}", severity, now, everyChannel: true).Where(call => call.IsPossible && call.Channel != channel);

    /// <summary>Who gets a report: rooms, and people by mail, whatever they want to be woken for; after their quiet hours.</summary>
    public IReadOnlyList<Call> OfReport(IEnumerable<RouteTarget> targets, long now)
    {
        var (calls, seen) = (new List<Call>(), new HashSet<(string?, string?)>());
        foreach (var target in targets)
        {
            var here = target.Kind == TargetKind.Channel ? CallsOf(target, Severity.Warning, now) : PeopleOf(target, now).Select(contact => ByMail(contact, target, now));
            calls.AddRange(here.Where(call => seen.Add((call.Channel, call.Contact?.Id))));
        }

        return calls;
    }

    Call ByMail(Contact contact, RouteTarget target, long now) => new(
        contact.Email is null ? null : Contact.EmailChannel, contact, contact.Email, target.ToString(), DueOf(contact, Severity.Warning, now),
        contact.Email is null ? CallProblem.NoAddress : channels.Contains(Contact.EmailChannel) ? CallProblem.None : CallProblem.NoChannel);

    IEnumerable<Call> CallsOf(RouteTarget target, Severity severity, long now)
    {
        if (target.Kind == TargetKind.Channel)
        {
            return [new Call(target.Id, null, null, target.ToString(), now, channels.Contains(target.Id) ? CallProblem.None : CallProblem.NoChannel)];
        }

        return PeopleOf(target, now).SelectMany(contact => CallsTo(contact, target.ToString(), severity, now, everyChannel: false));
    }

    IEnumerable<Contact> PeopleOf(RouteTarget target, long now)
    {
        IEnumerable<string> ids = target.Kind switch
        {
            TargetKind.Group => plan.Groups.FirstOrDefault(group => group.Id == target.Id)?.Contacts ?? [],
            TargetKind.Roster => plan.Rosters.FirstOrDefault(roster => roster.Id == target.Id) is { } roster ? [roster.OnDuty(now, zone)] : [],
            _ => [target.Id],
        };
        return ids.Select(plan.Contact).OfType<Contact>();
    }

    IEnumerable<Call> CallsTo(Contact contact, string because, Severity severity, long now, bool everyChannel)
    {
        var due = DueOf(contact, severity, now);
        var ways = contact.Channels.Where(way => (everyChannel || severity <= way.From) && contact.AddressOn(way.Channel) is not null).ToList();
        if (ways.Count == 0)
        {
            return [new Call(null, contact, null, because, due, CallProblem.NoAddress)];
        }

        var open = ways.Where(way => channels.Contains(way.Channel)).ToList();
        return open.Count > 0
            ? open.Select(way => new Call(way.Channel, contact, contact.AddressOn(way.Channel), because, due))
            : [new Call(ways[0].Channel, contact, contact.AddressOn(ways[0].Channel), because, due, CallProblem.NoChannel)];
    }

    /// <summary>When a message may go to a person: now, or at the end of quiet hours.</summary>
    public long DueOf(Contact contact, Severity severity, long now) => severity == Severity.Critical ? now : EndOfQuiet(contact.Quiet, now);

    /// <summary>The next moment that is not quiet, to the minute; at most eight days are looked through.</summary>
    long EndOfQuiet(Schedule? quiet, long now)
    {
        var moment = now;
        for (var minutes = 0; quiet?.Covers(moment, zone) == true && minutes < MinutesSearched; minutes++)
        {
            moment = (moment / Minute * Minute) + Minute;
        }

        return moment;
    }
}
