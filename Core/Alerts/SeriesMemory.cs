using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Everything the evaluator remembers of one series: at most 1 KB beside the readings of pending runs.</summary>
sealed class SeriesMemory(SeriesId id, string domain, string unit, SeriesPlace place, SeriesRhythm rhythm)
{
    /// <summary>Revision of the registry that the place was read from. Not saved: it means nothing after a start.</summary>
    long _registryRevision = long.MinValue;

    public SeriesId Id { get; } = id;

    public string Domain { get; } = domain;

    public string Unit { get; } = unit;

    public SeriesPlace Place { get; private set; } = place;

    public SeriesRhythm Rhythm { get; } = rhythm;

    // Values from the lowest to the highest move no condition; none do while something is under way.
    double _lowestQuiet = double.NegativeInfinity;
    double _highestQuiet = double.PositiveInfinity;

    /// <summary>Nothing is under way and this value starts nothing, by far the most frequent case: told by two comparisons for all rules.</summary>
    public bool StaysQuiet(double value) => value >= _lowestQuiet && value <= _highestQuiet;

    /// <summary>To be called when a condition has been moved.</summary>
    public void Settle()
    {
        (_lowestQuiet, _highestQuiet) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (var condition in Conditions)
        {
            var limit = condition.Rule.Condition;
            if (!condition.IsQuiet)
            {
                (_lowestQuiet, _highestQuiet) = (double.PositiveInfinity, double.NegativeInfinity);
                return;
            }

            if (limit.Kind == ThresholdKind.Above)
            {
                _highestQuiet = Math.Min(_highestQuiet, limit.Raise);
            }
            else
            {
                _lowestQuiet = Math.Max(_lowestQuiet, limit.Raise);
            }
        }
    }

    /// <summary>In the order of rule ids.</summary>
    public RuleCondition[] Conditions { get; private set; } = [];

    /// <summary>Looks the place up again if the registry changed. True when it is another place than before.</summary>
    public bool TryMove(Registry registry)
    {
        if (registry.Revision == _registryRevision)
        {
            return false;
        }

        _registryRevision = registry.Revision;
        var seconds = registry.Devices.TryGetValue(Id.Device, out var device) ? device.IntervalSeconds : null;
        var station = registry.StationOf(Id.Device);
        var place = new SeriesPlace(station?.Id, station?.District, seconds > 0 ? seconds * 1_000L : null);
        if (place == Place)
        {
            return false;
        }

        Place = place;
        return true;
    }

    /// <summary>Binds the rules that watch this series; closes what is open under those that no longer do.</summary>
    /// <param name="rules">The enabled rules in the order of their ids.</param>
    public void Bind(AlertRule[] rules, long eventTime, List<AlertChange> into)
    {
        var bound = new List<RuleCondition>(Conditions.Length);
        foreach (var rule in rules)
        {
            if (RuleScope.Matches(rule, Id, Domain, Place))
            {
                bound.Add(Find(rule.Id) is { } known && known.TryFollow(rule) ? known : new RuleCondition(rule));
            }
        }

        foreach (var condition in Conditions)
        {
            if (!bound.Contains(condition))
            {
                condition.Close(eventTime, ReasonToClose(condition.Rule, rules), into);
            }
        }

        Conditions = [.. bound];
        Settle();
    }

    public RuleCondition? Find(string ruleId) => Array.Find(Conditions, c => c.Rule.Id == ruleId);

    static string ReasonToClose(AlertRule old, AlertRule[] rules)
    {
        var current = Array.Find(rules, r => r.Id == old.Id);
        return current is null ? CloseReasons.RuleDisabled
            : current.Version != old.Version ? CloseReasons.RuleChanged
            : CloseReasons.OutOfScope;
    }
}
