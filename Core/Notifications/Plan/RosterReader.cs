using System.Text;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Core.Notifications;

/// <summary>Reads a duty roster.</summary>
static class RosterReader
{
    const int MostDays = 366;

    public static Roster Read(MemberReader members)
    {
        var roster = new Roster
        {
            Id = PlanReader.ReadId(members),
            Name = PlanReader.ReadName(members),
            Contacts = PlanReader.ReadTexts(members, "contacts", 100),
            Start = PlanReader.ReadDate(members, "start"),
            HandOver = ReadClock(members),
            Days = ReadDays(members),
            Holidays = PlanReader.ReadTexts(members, "holidays", 100),
            Overrides = [.. members.Objects("overrides", PlanReader.MaxItems).Select(ReadOverride)],
        };
        if (roster.Contacts.Count == 0)
        {
            members.Refuse("contacts", "must name at least one contact");
        }

        members.RefuseTheRest();
        return roster;
    }

    static int ReadClock(MemberReader members)
    {
        var text = members.Text("handOver", required: false, 40) ?? "08:00";
        if (!ScheduleReader.TryReadClock(text, out var minutes) || minutes >= 1_440)
        {
            members.Refuse("handOver", "must be a time of the day such as 08:00");
        }

        return minutes;
    }

    static int ReadDays(MemberReader members)
    {
        var days = members.Number("days", required: false) ?? 7;
        if (days is >= 1 and <= MostDays && double.IsInteger(days))
        {
            return (int)days;
        }

        members.Refuse("days", $"must be a whole number from 1 to {MostDays}");
        return 1;
    }

    static RosterOverride ReadOverride(MemberReader members)
    {
        var one = new RosterOverride(ReadMoment(members, "from"), ReadMoment(members, "until"), PlanReader.ReadId(members, "contact"));
        if (one.Until <= one.From)
        {
            members.Refuse("until", "must be later than from");
        }

        members.RefuseTheRest();
        return one;
    }

    static long ReadMoment(MemberReader members, string member)
    {
        var text = members.Text(member, required: true, 40);
        if (text is not null && Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var unixMs))
        {
            return unixMs;
        }

        members.Refuse(member, "must be a moment such as 2026-12-24T18:00:00+01:00");
        return 0;
    }
}
