using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Makes the watches of series, and keeps those that several series share. Not thread-safe.</summary>
sealed class WatchMaker(CivilDays days)
{
    readonly SortedDictionary<(string Rule, string Subject), GroupWatch> _groups = new(RuleAndPlace.Order);

    public CivilDays Days => days;

    /// <summary>In the order of rule ids and places.</summary>
    public IEnumerable<GroupWatch> Groups => _groups.Values;

    /// <summary>Null where the rule does not watch the series.</summary>
    /// <param name="known">The series' watch under an earlier version of the rule; it goes on where it can.</param>
    /// <param name="eventTime">When the rule begins to watch, Unix ms; 0 = with the series.</param>
    public RuleWatch? For(AlertRule rule, SeriesMemory series, RuleWatch? known, long eventTime)
    {
        var asked = rule.Condition;
        if (!RuleScope.Matches(rule, series.Id, series.Domain, series.Place))
        {
            return null;
        }

        if (!asked.IsGroup)
        {
            return known?.TryFollow(rule) == true ? known
                : asked.Kind == ConditionKind.Absent ? new AbsenceWatch(rule, days, eventTime) : new LimitWatch(rule, days);
        }

        var subject = asked.Scope == GroupScope.Station ? Subject("station:", series.Place.Station) : Subject("district:", series.Place.District);
        if (subject is null)
        {
            return null;
        }

        return known is MemberWatch member && member.Group.Subject == subject && member.TryFollow(rule) ? known : new MemberWatch(rule, series, Group(rule, subject), days);
    }

    /// <summary>Takes over new versions, and closes what is under way under rules that went or ask something else.</summary>
    public void SetRules(AlertRule[] rules, long eventTime, List<AlertChange> into)
    {
        foreach (var (key, group) in _groups.ToList())
        {
            var current = Array.Find(rules, rule => rule.Id == key.Rule);
            if (current is not null && current.Condition.AsksSame(group.Rule.Condition))
            {
                group.Follow(current);
                continue;
            }

            group.Close(eventTime, current is null ? CloseReasons.RuleDisabled : CloseReasons.RuleChanged, into);
            _groups.Remove(key);
        }
    }

    public GroupWatch Group(AlertRule rule, string subject)
    {
        if (!_groups.TryGetValue((rule.Id, subject), out var group))
        {
            _groups.Add((rule.Id, subject), group = new GroupWatch(rule, subject));
        }

        return group;
    }

    static string? Subject(string prefix, string? name) => name is null ? null : prefix + name;
}
