using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Core.Notifications;

/// <summary>From the members of a JSON object to a plan. What is wrong is left in the <see cref="MemberReader"/>.</summary>
static partial class PlanReader
{
    public const int MaxItems = 1_000;
    public const int MaxName = 100;

    public static NotificationPlan Read(MemberReader members)
    {
        var plan = new NotificationPlan
        {
            Contacts = [.. members.Objects("contacts", MaxItems).Select(ReadContact)],
            Groups = [.. members.Objects("groups", MaxItems).Select(ReadGroup)],
            Rosters = [.. members.Objects("rosters", MaxItems).Select(RosterReader.Read)],
            Routes = [.. members.Objects("routes", MaxItems).Select(RouteReader.Read)],
            Report = members.Object("report", required: false) is { } report ? ReadReport(report) : null,
        };
        members.RefuseTheRest();
        if (members.Error is null)
        {
            PlanCheck.Check(members, plan);
        }

        return plan;
    }

    internal static string ReadId(MemberReader members, string member = "id")
    {
        var id = members.Text(member, required: true, 64) ?? "";
        if (!Identifiers.IsId(id))
        {
            members.Refuse(member, "must be 1 to 64 letters, digits, dots, underscores or hyphens");
        }

        return id;
    }

    internal static string ReadName(MemberReader members) => members.Text("name", required: true, MaxName) ?? "";

    internal static List<string> ReadTexts(MemberReader members, string member, int most = MaxItems)
    {
        var texts = new List<string>();
        foreach (var item in members.List(member, most))
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= 200 } text && !text.Any(char.IsControl))
            {
                texts.Add(text);
            }
            else
            {
                members.Refuse(member, "must hold texts of 1 to 200 characters");
            }
        }

        return texts;
    }

    static ContactGroup ReadGroup(MemberReader members)
    {
        var group = new ContactGroup(ReadId(members), ReadName(members), ReadTexts(members, "contacts"));
        members.RefuseTheRest();
        return group;
    }

    static ReportPlan ReadReport(MemberReader members)
    {
        var text = members.Text("at", required: false, 5);
        if (!ScheduleReader.TryReadClock(text ?? ScheduleReader.Clock(ReportPlan.Default.At), out var at) || at >= 24 * 60)
        {
            members.Refuse("at", "must be a time of the day such as 06:30");
        }

        var report = new ReportPlan(at, [.. ReadTexts(members, "to", 50).Select(target => RouteReader.ReadTarget(members, target))]);
        members.RefuseTheRest();
        return report;
    }

    static Contact ReadContact(MemberReader members)
    {
        var contact = new Contact
        {
            Id = ReadId(members),
            Name = ReadName(members),
            Account = members.Text("account", required: false, 256),
            Email = ReadShaped(members, "email", Mail(), "must be an e-mail address"),
            Phone = ReadShaped(members, "phone", E164(), "must be a number with country code, such as +38641123456"),
        };
        var choices = ReadChoices(members);
        members.RefuseTheRest();
        return contact with { Language = choices.Language, Channels = choices.Channels, Quiet = choices.Quiet };
    }

    internal static OwnChoices ReadChoices(MemberReader members)
    {
        var choices = new OwnChoices(
            members.Text("language", required: false, 2) ?? "sl", [.. members.Objects("channels", 10).Select(ReadChannel)], ScheduleReader.Read(members, "quiet"));
        if (choices.Language is not ("sl" or "en"))
        {
            members.Refuse("language", "must be sl or en");
        }

        if (choices.Channels.GroupBy(way => way.Channel).Any(same => same.Skip(1).Any()))
        {
            members.Refuse("channels", "must name each channel once");
        }

        return choices;
    }

    static ContactChannel ReadChannel(MemberReader members)
    {
        var (channel, word) = (members.Text("channel", required: true, 64) ?? "", members.Text("from", required: false, 16) ?? "warning");
        if (!RuleWords.TryReadSeverity(word, out var from))
        {
            members.Refuse("from", "must be critical, major, minor or warning");
        }

        if (channel is not (Contact.EmailChannel or Contact.SmsChannel))
        {
            members.Refuse("channel", "must be email or sms; a room is told by a step of a route");
        }

        members.RefuseTheRest();
        return new ContactChannel(channel, from);
    }

    static string? ReadShaped(MemberReader members, string member, Regex shape, string problem)
    {
        var text = members.Text(member, required: false, 254);
        if (text is not null && !shape.IsMatch(text))
        {
            members.Refuse(member, problem);
        }

        return text;
    }

    internal static DateOnly ReadDate(MemberReader members, string member)
    {
        var text = members.Text(member, required: true, 40);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            members.Refuse(member, "must be a day such as 2026-11-30");
        }

        return date;
    }

    /// <summary>Something, an at, something with a dot or not; no blanks, no list. What is really an address only its server knows.</summary>
    [GeneratedRegex(@"^[^\s@,;<>""\p{C}]{1,64}@[^\s@,;<>""\p{C}]{1,189}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();
}
