using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Core.Notifications;

/// <summary>Reads a route and its steps.</summary>
static class RouteReader
{
    /// <summary>As often as telephones are called in vain elsewhere before somebody gives up, too.</summary>
    const int MostRounds = 9;

    const int MostSteps = 10;

    static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static AlertRoute Read(MemberReader members)
    {
        var route = new AlertRoute
        {
            Id = PlanReader.ReadId(members),
            Name = PlanReader.ReadName(members),
            Domains = ReadDomains(members),
            Districts = PlanReader.ReadTexts(members, "districts"),
            Severities = [.. PlanReader.ReadTexts(members, "severities", 4).Select(word => ReadSeverity(members, word))],
            When = ScheduleReader.Read(members),
            GroupBy = ReadGroupBy(members),
            FirstWait = ReadDuration(members, "firstWait", TimeSpan.FromSeconds(2)),
            Interval = ReadDuration(members, "interval", TimeSpan.FromMinutes(5)),
            Repeat = ReadDuration(members, "repeat", TimeSpan.FromHours(4)),
            Steps = [.. members.Objects("steps", MostSteps).Select(ReadStep)],
            Rounds = ReadRounds(members),
            TellEnd = members.Flag("tellEnd", whenAbsent: true),
            Continue = members.Flag("continue", whenAbsent: false),
        };
        if (route.Steps.Count == 0)
        {
            members.Refuse("steps", "must hold at least one step: whom to tell first");
        }

        members.RefuseTheRest();
        return route;
    }

    static List<string> ReadDomains(MemberReader members)
    {
        var domains = PlanReader.ReadTexts(members, "domains", 16);
        if (domains.Exists(domain => domain != AlertRoute.OwnDomain && !Domains.IsKnown(domain)))
        {
            members.Refuse("domains", $"must hold words of {string.Join(", ", Domains.All)}, {AlertRoute.OwnDomain}");
        }

        return domains;
    }

    static Severity ReadSeverity(MemberReader members, string word)
    {
        if (!RuleWords.TryReadSeverity(word, out var severity))
        {
            members.Refuse("severities", "must hold critical, major, minor or warning");
        }

        return severity;
    }

    static GroupBy[] ReadGroupBy(MemberReader members)
    {
        if (!members.Has("groupBy"))
        {
            return [GroupBy.Domain, GroupBy.District];
        }

        var words = PlanReader.ReadTexts(members, "groupBy", 5);
        if (words.Exists(word => !Enum.TryParse<GroupBy>(word, ignoreCase: true, out var one) || !Enum.IsDefined(one)))
        {
            members.Refuse("groupBy", "must hold domain, district, station, rule or severity");
            return [];
        }

        return [.. words.Select(word => Enum.Parse<GroupBy>(word, ignoreCase: true)).Distinct()];
    }

    static RouteStep ReadStep(MemberReader members)
    {
        var step = new RouteStep([.. PlanReader.ReadTexts(members, "to", 50).Select(text => ReadTarget(members, text))], ReadDuration(members, "after", TimeSpan.FromMinutes(10)));
        if (step.To.Count == 0)
        {
            members.Refuse("to", "must name somebody");
        }

        if (step.After < TimeSpan.FromSeconds(10))
        {
            members.Refuse("after", "must be at least 00:00:10: people need time to answer");
        }

        members.RefuseTheRest();
        return step;
    }

    internal static RouteTarget ReadTarget(MemberReader members, string text)
    {
        var parts = text.Split(':', 2);
        if (parts.Length == 2 && parts[1].Length > 0 && Enum.TryParse<TargetKind>(parts[0], ignoreCase: true, out var kind) && Enum.IsDefined(kind) && char.IsAsciiLetterLower(parts[0][0]))
        {
            return new RouteTarget(kind, parts[1]);
        }

        members.Refuse("to", "must hold targets such as contact:ana, group:water, roster:duty or channel:teams");
        return default;
    }

    static int ReadRounds(MemberReader members)
    {
        var rounds = members.Number("rounds", required: false) ?? 1;
        if (rounds is >= 1 and <= MostRounds && double.IsInteger(rounds))
        {
            return (int)rounds;
        }

        members.Refuse("rounds", $"must be a whole number from 1 to {MostRounds}");
        return 1;
    }

    static TimeSpan ReadDuration(MemberReader members, string member, TimeSpan fallback)
    {
        if (members.Text(member, required: false, 20) is not { } text)
        {
            return fallback;
        }

        if (!Durations.TryParse(text, out var duration, out var problem))
        {
            members.Refuse(member, problem);
        }
        else if (duration > Longest)
        {
            members.Refuse(member, $"must not be longer than {Durations.Format(Longest)}");
        }

        return duration;
    }
}
