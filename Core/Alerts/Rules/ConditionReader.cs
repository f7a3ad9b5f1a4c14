using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>From the members of <c>condition</c>, and those of its rule that belong to it, to what is asked.</summary>
static class ConditionReader
{
    const int MostConditions = 10;
    const int MostLevels = 4;

    /// <param name="rule">Has <c>levels</c>, <c>atLeastOf</c> and <c>limitFrom</c>, which may also stand in the condition.</param>
    public static Condition Read(MemberReader rule, string quantity)
    {
        if (rule.Object("condition", required: true) is not { } members)
        {
            return Condition.Above(0);
        }

        var kind = ReadKind(members, all: true);
        var condition = kind switch
        {
            ConditionKind.Absent => ReadAbsent(members),
            ConditionKind.Stuck => ReadStuck(members),
            ConditionKind.All or ConditionKind.Any or ConditionKind.AtLeast => ReadGroup(members, kind, quantity),
            _ => ReadLimit(members, rule, kind),
        };
        members.RefuseTheRest();
        return condition;
    }

    static ConditionKind ReadKind(MemberReader members, bool all)
    {
        var word = members.Text("kind", required: true, 32);
        if (RuleWords.TryReadKind(word, out var kind) && (all || kind <= ConditionKind.Inside))
        {
            return kind;
        }

        members.Refuse("kind", $"must be one of {string.Join(", ", all ? RuleWords.AllKinds : RuleWords.AllKinds.Take(4))}");
        return ConditionKind.Above;
    }

    static Condition ReadAbsent(MemberReader members)
    {
        TimeSpan? after = members.Has("after") ? MeasureReader.ReadDuration(members, "after") : null;
        if (after == TimeSpan.Zero)
        {
            members.Refuse("after", "must be longer than nothing");
        }

        return new Condition { Kind = ConditionKind.Absent, After = after };
    }

    /// <summary>A range of values that is not wider than the tolerance for so long.</summary>
    static Condition ReadStuck(MemberReader members)
    {
        var over = MeasureReader.ReadWindow(members, "for", Measure.LongestWindow);
        var tolerance = members.Number("tolerance", required: false) ?? 0;
        if (tolerance < 0)
        {
            members.Refuse("tolerance", "must not be negative");
        }

        return new Condition
        {
            Kind = ConditionKind.Stuck, Of = new Measure(MeasureKind.Range) { Over = over }, Limit = Limit.Inside(double.NegativeInfinity, tolerance, 0),
        };
    }

    static Condition ReadGroup(MemberReader members, ConditionKind kind, string quantity)
    {
        var word = members.Text("scope", required: true, 32);
        if (!RuleWords.TryReadScope(word, out var scope))
        {
            members.Refuse("scope", "must be station or district");
        }

        var n = kind == ConditionKind.AtLeast ? members.Number("n", required: true) ?? 1 : 0;
        if (kind == ConditionKind.AtLeast && (n is < 1 or > 1_000_000 || !double.IsInteger(n)))
        {
            members.Refuse("n", "must be a whole number from 1");
        }

        var conditions = members.Objects("conditions", MostConditions).Select(one => ReadMember(one, quantity)).ToList();
        if (conditions.Count == 0)
        {
            members.Refuse("conditions", "must hold at least one condition");
        }

        return new Condition { Kind = kind, Scope = scope, N = (int)n, Conditions = conditions };
    }

    static MemberCondition ReadMember(MemberReader members, string quantity)
    {
        var own = members.Text("quantity", required: false, 32) ?? quantity;
        if (!Identifiers.IsQuantity(own))
        {
            members.Refuse("quantity", "must be the name of a quantity");
        }

        if (members.Has("levels"))
        {
            members.Refuse("levels", "is not a member that exists here");
        }

        var condition = ReadLimit(members, members, ReadKind(members, all: false));
        members.RefuseTheRest();
        return new MemberCondition(own, condition);
    }

    static Condition ReadLimit(MemberReader members, MemberReader rule, ConditionKind kind)
    {
        var of = MeasureReader.Read(members);
        var levels = ReadLevels(rule, kind);
        var limitFrom = ReadLimitFrom(members.Has("limitFrom") ? members : rule, kind, of);
        var limit = kind is ConditionKind.Outside or ConditionKind.Inside ? ReadRange(members, kind)
            : levels.Count > 0 ? levels[0].Limit
            : LimitSource.IsStations(limitFrom) ? ReadDeadband(members, kind)
            : limitFrom is not null ? ReadPlaceholderOfLaw(limitFrom)
            : ReadRaise(members, kind);
        var atLeastOf = ReadAtLeastOf(members.Has("atLeastOf") ? members : rule);
        if (levels.Count > 0 && (limitFrom is not null || atLeastOf is not null))
        {
            rule.Refuse("levels", "cannot stand beside limitFrom or atLeastOf");
        }

        return new Condition { Kind = kind, Limit = limit, Of = of, Levels = levels, AtLeastOf = atLeastOf, LimitFrom = limitFrom };
    }

    static Limit ReadRaise(MemberReader members, ConditionKind kind)
    {
        var raise = members.Number("raise", required: true) ?? 0;
        var clear = members.Number("clear", required: false) ?? raise;
        if (kind == ConditionKind.Above ? clear > raise : clear < raise)
        {
            members.Refuse("clear", kind == ConditionKind.Above
                ? "must not be greater than raise: above clears when the value has fallen to it"
                : "must not be less than raise: below clears when the value has risen to it");
        }

        return kind == ConditionKind.Above ? Limit.Above(raise, clear) : Limit.Below(raise, clear);
    }

    static Limit ReadRange(MemberReader members, ConditionKind kind)
    {
        var (low, high) = (members.Number("low", required: true) ?? 0, members.Number("high", required: true) ?? 0);
        var deadband = members.Number("deadband", required: false) ?? 0;
        if (low > high)
        {
            members.Refuse("low", "must not be greater than high");
        }
        else if (deadband < 0 || (kind == ConditionKind.Outside && deadband > 0 && low + deadband >= high - deadband) || !double.IsFinite(low - deadband) || !double.IsFinite(high + deadband))
        {
            members.Refuse("deadband", "must be from 0 to less than half of the range");
        }

        return kind == ConditionKind.Outside ? Limit.Outside(low, high, deadband) : Limit.Inside(low, high, deadband);
    }

    static string? ReadLimitFrom(MemberReader members, ConditionKind kind, Measure of)
    {
        if (members.Text("limitFrom", required: false, 64) is not { } from)
        {
            return null;
        }

        if (kind != ConditionKind.Above && !(kind == ConditionKind.Below && LimitSource.IsStations(from)))
        {
            members.Refuse("limitFrom", LimitSource.IsStations(from) ? "is for above and below only" : "is for above only");
        }
        else if (LimitSource.IsStations(from) ? !StationAttributes.IsName(from) : !LegalLimits.IsKnown(from))
        {
            members.Refuse("limitFrom", $"must be an attribute of stations, such as warningLevel, or one of {string.Join(", ", LegalLimits.Names)}");
        }
        else if (LimitSource.IsStations(from) && of.IsLegal)
        {
            members.Refuse("limitFrom", "cannot be a station's with averages of the law (mean with capture over whole hours)");
        }

        return from;
    }

    /// <summary>How far a station's limit for clearing lies from the one that raises.</summary>
    static Limit ReadDeadband(MemberReader members, ConditionKind kind)
    {
        var deadband = members.Number("deadband", required: false) ?? 0;
        if (deadband < 0)
        {
            members.Refuse("deadband", "must not be negative");
        }

        return kind == ConditionKind.Below ? Limit.Below(0, deadband) : Limit.Above(0, -deadband);
    }

    /// <summary>What stands in the alert until the law is asked at the time of a reading.</summary>
    static Limit ReadPlaceholderOfLaw(string limitFrom)
    {
        var limit = LegalLimits.IsKnown(limitFrom) ? LegalLimits.At(limitFrom, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds())!.Value : 0;
        return Limit.Above(limit, limit);
    }

    static List<Level> ReadLevels(MemberReader rule, ConditionKind kind)
    {
        var levels = new List<Level>();
        foreach (var one in rule.Objects("levels", MostLevels))
        {
            if (!RuleWords.TryReadSeverity(one.Text("severity", required: true, 32), out var severity))
            {
                one.Refuse("severity", "must be critical, major, minor or warning");
            }

            levels.Add(new Level(severity, ReadRaise(one, kind)));
            one.RefuseTheRest();
        }

        if (levels.Count > 0 && kind is not (ConditionKind.Above or ConditionKind.Below))
        {
            rule.Refuse("levels", "are for above and below only");
        }

        for (var i = 1; i < levels.Count; i++)
        {
            var (before, next) = (levels[i - 1], levels[i]);
            if (next.Severity >= before.Severity || (kind == ConditionKind.Above ? next.Limit.Raise <= before.Limit.Raise : next.Limit.Raise >= before.Limit.Raise) ||
                (kind == ConditionKind.Above ? next.Limit.Clear < before.Limit.Clear : next.Limit.Clear > before.Limit.Clear))
            {
                rule.Refuse("levels", "must go from the mildest to the worst, each with limits further out and a higher severity");
            }
        }

        return levels;
    }

    static AtLeastOf? ReadAtLeastOf(MemberReader members)
    {
        if (members.Object("atLeastOf", required: false) is not { } inner)
        {
            return null;
        }

        var (n, m) = (inner.Number("n", required: true) ?? 1, inner.Number("m", required: true) ?? 1);
        inner.RefuseTheRest();
        if (!double.IsInteger(n) || !double.IsInteger(m) || n < 1 || m < n || m > AtLeastOf.Most)
        {
            members.Refuse("atLeastOf", $"must be n of m whole numbers, with 1 ≤ n ≤ m ≤ {AtLeastOf.Most}");
            return null;
        }

        return new AtLeastOf((int)n, (int)m);
    }
}
