using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>
/// Who is told of what, and when: contacts, groups, duty rosters, routes. One document, so that whoever changes it sees whether all of it still fits. Immutable.
/// </summary>
public sealed record NotificationPlan
{
    /// <summary>Nobody is told.</summary>
    public static NotificationPlan Empty { get; } = new();

    public IReadOnlyList<Contact> Contacts { get; init; } = [];
    public IReadOnlyList<ContactGroup> Groups { get; init; } = [];
    public IReadOnlyList<Roster> Rosters { get; init; } = [];

    /// <summary>Asked from the first on; the first that matches holds, and those after it where it says so.</summary>
    public IReadOnlyList<AlertRoute> Routes { get; init; } = [];

    /// <summary>The daily report; null = as <see cref="ReportPlan.Default"/> says.</summary>
    public ReportPlan? Report { get; init; }

    public Contact? Contact(string id) => Contacts.FirstOrDefault(one => one.Id == id);

    /// <summary>Who has the account of this user name.</summary>
    public Contact? ContactOf(string account) => Contacts.FirstOrDefault(one => string.Equals(one.Account, account, StringComparison.OrdinalIgnoreCase));

    /// <summary>Some step of some route may lead to this contact: by itself, in a group, on a roster.</summary>
    public bool Tells(string contact) => Routes.SelectMany(route => route.Steps).SelectMany(step => step.To).Any(target => target.Kind switch
    {
        TargetKind.Contact => target.Id == contact,
        TargetKind.Group => Groups.Any(one => one.Id == target.Id && one.Contacts.Contains(contact)),
        TargetKind.Roster => Rosters.Any(one => one.Id == target.Id && (one.Contacts.Contains(contact) || one.Holidays.Contains(contact) || one.Overrides.Any(standIn => standIn.Contact == contact))),
        _ => false,
    });

    public AlertRoute? Route(string id) => Routes.FirstOrDefault(one => one.Id == id);

    /// <summary>The routes that an alert takes at a moment.</summary>
    /// <param name="domain">Null of an alert about CityOps itself.</param>
    /// <param name="now">Unix ms.</param>
    public IEnumerable<AlertRoute> RoutesOf(string? domain, string? district, Severity severity, long now, TimeZoneInfo zone)
    {
        foreach (var route in Routes.Where(route => route.Matches(domain, district, severity, now, zone)))
        {
            yield return route;
            if (!route.Continue)
            {
                yield break;
            }
        }
    }
}
