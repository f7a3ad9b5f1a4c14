using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Everything the evaluator remembers of one series: at most 1 KB for each rule, beside the readings of pending runs.</summary>
sealed class SeriesMemory(SeriesId id, string domain, string unit, SeriesPlace place, SeriesRhythm rhythm)
{
    /// <summary>No shorter gap makes a value too old to be compared with another.</summary>
    const long ShortestFreshMs = 120_000;

    /// <summary>Revision of the registry that the place was read from. Not saved: it means nothing after a start.</summary>
    long _registryRevision = long.MinValue;

    // Values from the lowest to the highest move no plain watch; none do while something is under way.
    double _lowestQuiet = double.NegativeInfinity;
    double _highestQuiet = double.PositiveInfinity;

    /// <summary>Of the gaps; sorted once and not for everybody who compares.</summary>
    long? _median;

    /// <summary>Of <see cref="LastValue"/>.</summary>
    long _lastAt = long.MinValue;

    public SeriesId Id { get; } = id;

    public string Domain { get; } = domain;

    public string Unit { get; } = unit;

    public SeriesPlace Place { get; private set; } = place;

    /// <summary>Of its station, as of the newest reading. Not saved: the registry has them.</summary>
    public StationAttributes Attributes { get; private set; } = StationAttributes.None;

    public SeriesRhythm Rhythm { get; } = rhythm;

    /// <summary>What other series are compared with: the newest evaluated reading, or one of the message that is being judged.</summary>
    public double LastValue { get; private set; }

    public Quality LastQuality { get; private set; } = Quality.NotEvaluated;

    /// <summary>In the order of rule ids.</summary>
    public RuleWatch[] Watches { get; private set; } = [];

    /// <summary>Those that look at values one by one and are told apart by <see cref="StaysQuiet"/>; the others see every reading.</summary>
    public bool HasOnlyPlain { get; private set; } = true;

    public bool HasAbsence { get; private set; }

    /// <summary>How often it reports in event time, in ms: configured, else learnt; null = not known yet.</summary>
    public long? Interval => Place.IntervalMs ?? (Rhythm.ObservedGaps.IsEnough ? _median ??= Rhythm.ObservedGaps.Median() : null);

    /// <summary>Nothing is under way and this value starts nothing, by far the most frequent case: told by two comparisons for all plain rules.</summary>
    public bool StaysQuiet(double value) => value >= _lowestQuiet && value <= _highestQuiet;

    /// <summary>Whether the newest value may be compared with one of this time.</summary>
    public bool IsFresh(long observedAt) =>
        _lastAt != long.MinValue && Math.Abs(observedAt - _lastAt) <= Math.Max(3 * (Interval ?? 0), ShortestFreshMs);

    /// <summary>Takes the newest evaluated reading.</summary>
    public void Observe(in Reading reading)
    {
        Foresee(in reading);
        Rhythm.Observe(reading.ObservedAt);
        _median = null;
    }

    /// <summary>A reading that will be judged after others of its message: they are compared with it, whatever the order in the message.</summary>
    public void Foresee(in Reading reading) => (LastValue, LastQuality, _lastAt) = (reading.Value, reading.Quality, reading.ObservedAt);

    /// <summary>To be called when a watch has been moved.</summary>
    public void Settle()
    {
        (_lowestQuiet, _highestQuiet) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (var watch in Watches)
        {
            if (!IsPlain(watch))
            {
                continue;
            }

            if (!watch.IsQuiet)
            {
                (_lowestQuiet, _highestQuiet) = (double.PositiveInfinity, double.NegativeInfinity);
                return;
            }

            var limit = watch.Rule.Condition.Limit;
            (_lowestQuiet, _highestQuiet) = (Math.Max(_lowestQuiet, limit.Low), Math.Min(_highestQuiet, limit.High));
        }
    }

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
        Attributes = station?.Attributes ?? StationAttributes.None;
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
    public void Bind(AlertRule[] rules, WatchMaker maker, long eventTime, List<AlertChange> into)
    {
        var bound = new List<RuleWatch>(Watches.Length);
        foreach (var rule in rules)
        {
            if (maker.For(rule, this, Find(rule.Id), eventTime) is { } watch)
            {
                bound.Add(watch);
            }
        }

        foreach (var watch in Watches)
        {
            if (!bound.Contains(watch))
            {
                watch.Close(eventTime, ReasonToClose(watch.Rule, rules), into);
                (watch as MemberWatch)?.Group.Leave(this, eventTime, ReasonToClose(watch.Rule, rules), into);
            }
        }

        Watches = [.. bound];
        HasOnlyPlain = bound.TrueForAll(IsPlain);
        HasAbsence = bound.Exists(watch => watch is AbsenceWatch);
        Settle();
    }

    public RuleWatch? Find(string ruleId) => Array.Find(Watches, watch => watch.Rule.Id == ruleId);

    public static bool IsPlain(RuleWatch watch) => watch.Rule.Condition.IsPlain;

    public void Save(BinaryWriter writer)
    {
        Rhythm.Save(writer);
        writer.Write(LastValue);
        writer.Write((byte)LastQuality);
    }

    public void LoadLast(BinaryReader reader) => (LastValue, LastQuality, _lastAt) = (reader.ReadDouble(), (Quality)reader.ReadByte(), Rhythm.LastObservedAt);

    static string ReasonToClose(AlertRule old, AlertRule[] rules)
    {
        var current = Array.Find(rules, r => r.Id == old.Id);
        return current is null ? CloseReasons.RuleDisabled
            : current.Version != old.Version ? CloseReasons.RuleChanged
            : CloseReasons.OutOfScope;
    }
}
