using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>What no part of a plan has wrong by itself: doubled ids, and names that lead nowhere.</summary>
static class PlanCheck
{
    public static void Check(MemberReader members, NotificationPlan plan)
    {
        RefuseDoubles(members, "contacts", plan.Contacts.Select(one => one.Id));
        RefuseDoubles(members, "groups", plan.Groups.Select(one => one.Id));
        RefuseDoubles(members, "rosters", plan.Rosters.Select(one => one.Id));
        RefuseDoubles(members, "routes", plan.Routes.Select(one => one.Id));
        // To whom an account belongs must be plain; of two spellings of a name there is one account.
        RefuseDoubles(members, "contacts", plan.Contacts.Select(one => one.Account).OfType<string>(), "account", StringComparer.OrdinalIgnoreCase);
        foreach (var group in plan.Groups)
        {
            Known(members, plan, "groups", group.Id, group.Contacts);
        }

        foreach (var roster in plan.Rosters)
        {
            Known(members, plan, "rosters", roster.Id, [.. roster.Contacts, .. roster.Holidays, .. roster.Overrides.Select(one => one.Contact)]);
        }

        CheckReport(members, plan);
        foreach (var route in plan.Routes)
        {
            foreach (var target in route.Steps.SelectMany(step => step.To).Where(target => !Leads(plan, target)))
            {
                members.Refuse("routes", $"of id {route.Id} tell {target}, which is not in the plan");
            }
        }
    }

    static void CheckReport(MemberReader members, NotificationPlan plan)
    {
        if (plan.Report?.To.Where(target => !Leads(plan, target)).Select(target => target.ToString()).FirstOrDefault() is { } missing)
        {
            members.Refuse("report", $"is sent to {missing}, which is not in the plan");
        }
    }

    /// <summary>Channels are configured elsewhere, and may come and go: a step that names one that is away says so in health, and falls through.</summary>
    static bool Leads(NotificationPlan plan, RouteTarget target) => target.Kind switch
    {
        TargetKind.Contact => plan.Contact(target.Id) is not null,
        TargetKind.Group => plan.Groups.Any(group => group.Id == target.Id),
        TargetKind.Roster => plan.Rosters.Any(roster => roster.Id == target.Id),
        _ => true,
    };

    static void Known(MemberReader members, NotificationPlan plan, string member, string id, IEnumerable<string> contacts)
    {
        if (contacts.FirstOrDefault(contact => plan.Contact(contact) is null) is { } missing)
        {
            members.Refuse(member, $"of id {id} name contact {missing}, who is not in the plan");
        }
    }

    static void RefuseDoubles(MemberReader members, string member, IEnumerable<string> ids, string what = "id", StringComparer? sameness = null)
    {
        if (ids.GroupBy(id => id, sameness ?? StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } doubled)
        {
            members.Refuse(member, $"have {what} {doubled.Key} twice");
        }
    }
}
