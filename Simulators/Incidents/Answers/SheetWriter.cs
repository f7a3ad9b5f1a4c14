using System.IO.Enumeration;
using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Writes the lines of an answer sheet, rule by rule.</summary>
sealed class SheetWriter
{
    const int FewestMoments = 300;
    const int MostMoments = 900;
    const long AfterEndMs = 60_000;
    // The broker hands a last will on, and silence is looked for every second.
    const long WordTravelsMs = 30_000;

    readonly SimulatedCity city;
    readonly Incident incident;
    readonly long[] times;
    readonly Dictionary<(SimulatedDevice, string), SeriesCurve> curves = [];

    public SheetWriter(SimulatedCity city, Incident incident)
    {
        (this.city, this.incident) = (city, incident);
        var to = Math.Max(incident.EndMs, incident.Impacts.Select(i => i.Course.GoneMs).DefaultIfEmpty(incident.EndMs).Max()) + AfterEndMs;
        var length = to - incident.StartMs;
        var moments = (int)Math.Clamp(length / 1_000, FewestMoments, MostMoments);
        times = [.. Enumerable.Range(0, moments + 1).Select(i => incident.StartMs + length * i / moments)];
    }

    public IEnumerable<ExpectedAlert> Lines(AlertRule rule) => rule.Condition switch
    {
        { Kind: ConditionKind.Absent } => Silent(rule),
        { IsGroup: true } => Groups(rule),
        { Kind: ConditionKind.Above or ConditionKind.Below, Of.Kind: MeasureKind.Value, LimitFrom: null } => Single(rule),
        _ => Undecided(rule),
    };

    IEnumerable<ExpectedAlert> Silent(AlertRule rule) =>
        from impact in incident.Impacts
        where impact.Silences && Watches(rule, impact.Device, rule.Quantity)
        let course = impact.Course
        select new ExpectedAlert(
            rule.Name, impact.Device.Id, impact.Device.Name, rule.Severity, rule.Severity, course.OnsetMs, course.OnsetMs + WordTravelsMs,
            course.GoneMs, course.GoneMs + WordTravelsMs, Required: true);

    IEnumerable<ExpectedAlert> Single(AlertRule rule)
    {
        foreach (var (impact, push) in Pushed(rule, rule.Quantity))
        {
            var (curve, device) = (Curve(impact, push), impact.Device);
            if (Line(rule, curve.Meets(rule.Condition.Limit), curve.Over(rule.Condition.Limit), Gap(device)) is { } line)
            {
                var surely = rule.Condition.Levels.Skip(1).TakeWhile(level => Line(rule, curve.Meets(level.Limit), curve.Over(level.Limit), Gap(device)) is { Required: true });
                yield return line with { Subject = $"{device.Id}:{rule.Quantity}", Where = device.Name, Highest = surely.LastOrDefault()?.Severity ?? rule.Severity };
            }
        }
    }

    IEnumerable<ExpectedAlert> Groups(AlertRule rule)
    {
        var hit = rule.Condition.Conditions.SelectMany((member, n) => Pushed(rule, member.Quantity).Select(p => (n, p.Impact.Device, Bands: Holds(p.Impact, p.Push, member))));
        foreach (var place in hit.GroupBy(one => Place(rule, one.Device)))
        {
            var members = place.ToList();
            var met = new Bands(times.Length);
            var over = new Bands(times.Length);
            for (var i = 0; i < times.Length; i++)
            {
                met.Surely[i] = Enough(rule, members.Where(m => m.Bands.Surely[i]).Select(m => (m.n, m.Device)));
                met.Maybe[i] = Enough(rule, members.Where(m => m.Bands.Maybe[i]).Select(m => (m.n, m.Device)));
                (over.Surely[i], over.Maybe[i]) = (!met.Maybe[i], !met.Surely[i]);
            }

            if (Line(rule, met, over, members.Select(m => Gap(m.Device)).Max()) is { } line)
            {
                yield return line with { Subject = place.Key.Subject, Where = place.Key.Name };
            }
        }
    }

    /// <summary>Windows, rates and the like look further back than the incident: such an alert is neither required nor wrong.</summary>
    IEnumerable<ExpectedAlert> Undecided(AlertRule rule) =>
        from pushed in Pushed(rule, rule.Quantity)
        let device = pushed.Impact.Device
        select new ExpectedAlert(
            rule.Name, $"{device.Id}:{rule.Quantity}", device.Name, rule.Severity, rule.Severity, pushed.Impact.Course.OnsetMs, long.MaxValue / 2,
            pushed.Impact.Course.OnsetMs, null, Required: false);

    /// <summary>Null when the rule cannot raise.</summary>
    ExpectedAlert? Line(AlertRule rule, Bands met, Bands over, (long During, long Usual) gap)
    {
        var (on, off) = ((long)rule.RaiseAfter.TotalMilliseconds, (long)rule.ClearAfter.TotalMilliseconds);
        // Of the readings that meet the limit, the first is up to one gap late, and so is the one that raises; N of M need N of them.
        var late = gap.During * (1 + (rule.Condition.AtLeastOf?.N ?? 1));
        // Some clear so late that the device has stopped reporting more often.
        var lateToClear = off + 2 * gap.During < Incident.ReportAfterEndMs ? late : 2 * gap.Usual;
        if (Bands.Longest(met.Maybe) is not { } maybe || times[maybe.To] - times[maybe.From] < on)
        {
            return null;
        }

        var required = Bands.Longest(met.Surely) is { } surely && times[surely.To] - times[surely.From] >= on + late;
        var latestRaise = required ? times[Bands.Longest(met.Surely)!.Value.From] + on + late : times[maybe.To];
        return new ExpectedAlert(
            rule.Name, "", "", rule.Severity, rule.Severity, Before(maybe.From) + on, latestRaise, Before(Bands.LastWithout(over.Maybe) + 1) + off,
            over.Surely[^1] ? times[Bands.LastWithout(over.Surely) + 1] + off + lateToClear : null, required);
    }

    /// <summary>Between two moments nobody looked: it may have been as early as this.</summary>
    long Before(int moment) => times[Math.Clamp(moment - 1, 0, times.Length - 1)];

    Bands Holds(Impact impact, Push push, MemberCondition member) =>
        member.Condition is { Kind: ConditionKind.Above or ConditionKind.Below, Of.Kind: MeasureKind.Value }
            ? Curve(impact, push).Holds(member.Condition.Limit)
            : new Bands(times.Length);

    static bool Enough(AlertRule rule, IEnumerable<(int Condition, SimulatedDevice Device)> met) => rule.Condition.Kind switch
    {
        ConditionKind.All => met.Select(m => m.Condition).Distinct().Count() == rule.Condition.Conditions.Count,
        ConditionKind.Any => met.Any(),
        _ => met.Select(m => (m.Device, rule.Condition.Conditions[m.Condition].Quantity)).Distinct().Count() >= rule.Condition.N,
    };

    static (string Subject, string Name) Place(AlertRule rule, SimulatedDevice device) =>
        rule.Condition.Scope == GroupScope.Station ? ($"station:{device.StationId}", device.Name) : ($"district:{device.District}", device.District);

    IEnumerable<(Impact Impact, Push Push)> Pushed(AlertRule rule, string quantity) =>
        from impact in incident.Impacts
        where Watches(rule, impact.Device, quantity)
        from push in impact.Pushes
        where push.Quantity == quantity
        select (impact, push);

    SeriesCurve Curve(Impact impact, Push push)
    {
        if (!curves.TryGetValue((impact.Device, push.Quantity), out var curve))
        {
            curves[(impact.Device, push.Quantity)] = curve = SeriesCurve.Of(city, impact, push, times);
        }

        return curve;
    }

    /// <summary>The longest time between two of its reports while it is hit, and else.</summary>
    (long During, long Usual) Gap(SimulatedDevice device)
    {
        var usual = device.IntervalSeconds * 1_100L + 1_000;
        return (Math.Min(usual, incident.ReportEvery), usual);
    }

    static bool Watches(AlertRule rule, SimulatedDevice device, string quantity) =>
        (rule.Domain is null || rule.Domain == device.Domain) && device.IndexOf(quantity) >= 0
        && Matches(rule.Devices, device.Id) && Matches(rule.Stations, device.StationId) && Matches(rule.Districts, device.District);

    static bool Matches(IReadOnlyList<string> patterns, string name) =>
        patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
