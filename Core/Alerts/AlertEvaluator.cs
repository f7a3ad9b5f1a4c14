using System.Diagnostics.CodeAnalysis;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// Judges readings by rules: the whole memory of all conditions, and nothing else. It reads no clock and does no I/O: the same
/// readings from the same memory give the same changes, in the same order, whatever the order of the rules. Times are Unix ms.
/// Not thread-safe: one caller at a time.
/// </summary>
public sealed partial class AlertEvaluator
{
    readonly SeriesMap<SeriesMemory> _series;
    readonly long _announceWithinMs;
    AlertRule[] _rules;
    readonly UnknownMarks _unknownInLog = new();
    readonly SeriesAround _around;
    readonly WatchMaker _maker;
    readonly Silence _silence;
    readonly List<Sample> _room = [];
    readonly HashSet<GroupWatch> _moved = [];
    Judgement _last;
    bool _isTogether;
    readonly RaiseLimit _raises = new();

    /// <summary>An empty memory.</summary>
    /// <param name="announceWithin">An alert whose raise is older than this when written is historical (<c>Alerts:AnnounceWithin</c>).</param>
    /// <param name="zone">The city's: of days, and of the hours in which rules judge.</param>
    public AlertEvaluator(TimeSpan announceWithin, TimeZoneInfo zone)
        : this(announceWithin, new WatchMaker(new CivilDays(zone)), [], new SeriesMap<SeriesMemory>())
    {
    }

    internal AlertEvaluator(TimeSpan announceWithin, WatchMaker maker, AlertRule[] rules, SeriesMap<SeriesMemory> series)
    {
        (_announceWithinMs, _maker, _rules, _series, _around, _silence) =
            ((long)announceWithin.TotalMilliseconds, maker, rules, series, new SeriesAround(series), new Silence(series));
        FindWhetherTheyLookAround();
    }

    /// <summary>The enabled rules that judge now, in the order of their ids.</summary>
    public IReadOnlyList<AlertRule> Rules => _rules;

    public int SeriesCount => _series.Count;

    /// <summary>A device, or place of a group, that had more alerts to raise in this batch than one may; null when none had.</summary>
    public string? HeldBack => _raises.HeldBack;

    internal IEnumerable<SeriesMemory> Series => _series.Values;

    internal IEnumerable<GroupWatch> Groups => _maker.Groups;

    internal Silence Silence => _silence;

    /// <summary>
    /// Puts these rules in the place of those before. An alert of a rule that is disabled or gone is closed
    /// (<see cref="CloseReasons.RuleDisabled"/>), and so is one whose rule does not watch its series any more; under changed limits
    /// or delays the first reading after decides (both <see cref="CloseReasons.RuleChanged"/>), and a pending run starts anew.
    /// </summary>
    /// <param name="rules">All rules, in any order; of several versions of one the highest counts.</param>
    /// <param name="eventTime">Event time of what is closed here. The same at a replay.</param>
    public void SetRules(IReadOnlyList<AlertRule> rules, long eventTime, List<AlertChange> into)
    {
        _rules =
        [
            .. rules.GroupBy(r => r.Id, StringComparer.Ordinal)
                .Select(versions => versions.MaxBy(r => r.Version)!)
                .Where(r => r.Enabled)
                .OrderBy(r => r.Id, StringComparer.Ordinal),
        ];
        FindWhetherTheyLookAround();
        _maker.SetRules(_rules, eventTime, into);
        _silence.SetRules(_rules, eventTime, into);
        foreach (var series in _series.Values)
        {
            series.Bind(_rules, _maker, eventTime, into);
        }
    }

    /// <summary>
    /// The readings from here on are those of another batch of the journal. In one batch a device raises at most 1,000 alerts, and after
    /// 50 of them a condition no more than one a minute of event time; a run that is held back so raises at its first reading that may, if
    /// it holds until then. Whoever never calls this is not limited.
    /// </summary>
    public void BeginBatch() => _raises.BeginBatch();

    /// <summary>Judges one reading. Readings of a series come in the order of the journal.</summary>
    /// <param name="of">The reading's series: the same object for each of its readings where that can be had.</param>
    /// <param name="registry">As it stands now: gives station, district and the configured interval.</param>
    /// <param name="now">Our clock; only to know whether a reading is recent enough to announce a historical alert.</param>
    public void Evaluate(in Reading reading, Series of, Registry registry, long now, List<AlertChange> into)
    {
        var series = SeriesOf(of);
        if (series.TryMove(registry))
        {
            series.Bind(_rules, _maker, reading.ObservedAt, into);
        }

        _around.Registry = registry;
        var rhythm = series.Rhythm;
        var mayEndSilence = _unknownInLog.MayEndBy(in reading, series);
        rhythm.Arrive(reading.ReceivedAt);
        if (series.HasAbsence)
        {
            EndAbsence(series, reading.ReceivedAt, registry, into);
        }

        if (TakesPart(in reading, rhythm))
        {
            JudgeAll(series, in reading, now, mayEndSilence, into);
            series.Observe(in reading);
            if (_moved.Count > 0 && !_isTogether)
            {
                EndTogether(into);
            }
        }
        else if (!series.HasOnlyPlain && reading.Quality is not (Quality.Fail or Quality.Missing))
        {
            JudgeLate(series, in reading, now);
        }
    }

    void JudgeAll(SeriesMemory series, in Reading reading, long now, bool mayEndSilence, List<AlertChange> into)
    {
        var staysQuiet = series.StaysQuiet(reading.Value);
        if (staysQuiet && series.HasOnlyPlain)
        {
            return;
        }

        foreach (var watch in series.Watches)
        {
            if (!staysQuiet || !SeriesMemory.IsPlain(watch))
            {
                Judge(watch, in reading, series, now, mayEndSilence, into);
            }
        }

        series.Settle();
    }

    void JudgeLate(SeriesMemory series, in Reading reading, long now)
    {
        var judgement = new Judgement(reading, series, _around, _room, _moved, false, now - reading.ObservedAt, _announceWithinMs, false);
        foreach (var watch in series.Watches)
        {
            watch.JudgeLate(in judgement);
        }
    }

    void EndAbsence(SeriesMemory series, long receivedAt, Registry registry, List<AlertChange> into)
    {
        _silence.Arrive(series.Id.Device, registry.Devices.GetValueOrDefault(series.Id.Device)?.Gateway, receivedAt, into);
        foreach (var watch in series.Watches)
        {
            (watch as AbsenceWatch)?.Arrive(receivedAt, into);
        }
    }

    void Judge(RuleWatch watch, in Reading reading, SeriesMemory series, long now, bool mayEndSilence, List<AlertChange> into)
    {
        if (mayEndSilence && (watch.Alert ?? (watch as MemberWatch)?.Group.Alert) is { } open)
        {
            _unknownInLog.HandOver(open);
        }

        var afterHole = series.Rhythm.IsAfterHole(reading.ObservedAt, series.Place.IntervalMs);
        var (device, at, before) = (reading.Series.Device, reading.ObservedAt, into.Count);
        _last = new Judgement(reading, series, _around, _room, _moved, afterHole, now - reading.ObservedAt, _announceWithinMs, _raises.MayRaise(device, watch, at));
        watch.Judge(in _last, into);
        if (into.Count > before && into[before].Kind == TransitionKind.Raised)
        {
            _raises.Raised(device, watch, at);
        }
    }

    /// <summary>
    /// Raises the alerts of absence rules, and marks the other open alerts of series that went silent as unknown, once; the next evaluated
    /// reading makes them active again. Call it only while the broker is connected and the evaluator is not behind.
    /// </summary>
    /// <param name="aliveSince">Start of the process or last reconnect, whichever is later.</param>
    public void MarkSilent(Registry registry, long now, long aliveSince, List<AlertChange> into)
    {
        foreach (var series in _series.Values)
        {
            foreach (var watch in series.Watches)
            {
                if (watch is not AbsenceWatch && watch.Alert is { Unknown: false } open && series.Rhythm.IsSilent(now, aliveSince, series.Place.IntervalMs))
                {
                    open.Unknown = true;
                    into.Add(open.Change(TransitionKind.Unknown, series.Rhythm.LastReceivedAt));
                }
            }
        }

        foreach (var group in _maker.Groups)
        {
            group.MarkSilent(now, aliveSince, into);
        }

        _silence.Look(_rules, registry, now, aliveSince, into);
    }

    /// <summary>A device, or the broker for it, says whether it is connected. An absence rule that watches it raises at the next <see cref="MarkSilent"/>.</summary>
    /// <param name="at">When it was said, Unix ms.</param>
    public void SetConnection(string device, bool online, long at, List<AlertChange> into) => _silence.SetConnection(device, online, at, into);

    /// <summary>The peaks of open alerts that moved since this was last asked.</summary>
    public IReadOnlyList<(string AlertId, double Peak)> TakePeaks()
    {
        var peaks = new List<(string, double)>();
        foreach (var open in _maker.Groups.Select(group => group.Alert).OfType<OpenAlert>().Where(open => open.PeakMoved))
        {
            open.PeakMoved = false;
            peaks.Add((open.Id, open.Peak));
        }

        foreach (var open in _silence.Alerts.Select(alert => alert.Open).Where(open => open.PeakMoved))
        {
            open.PeakMoved = false;
            peaks.Add((open.Id, open.Peak));
        }

        foreach (var series in _series.Values)
        {
            foreach (var watch in series.Watches)
            {
                if (watch.Alert is { PeakMoved: true } open)
                {
                    open.PeakMoved = false;
                    peaks.Add((open.Id, open.Peak));
                }
            }
        }

        return peaks;
    }

    /// <summary>Writes the whole memory, in one piece with the place in the journal that it stands at.</summary>
    /// <param name="journalId">Of the journal that <paramref name="position"/> belongs to.</param>
    /// <param name="position">Of the last batch that was evaluated.</param>
    public void Save(Stream into, Guid journalId, long position) => EvaluatorSnapshot.Write(this, into, journalId, position);

    /// <summary>Reads what <see cref="Save"/> wrote. Never throws for what the bytes hold.</summary>
    /// <param name="problem">When false: why not, as a sentence for the health page.</param>
    public static bool TryLoad(
        ReadOnlySpan<byte> bytes, TimeSpan announceWithin, TimeZoneInfo zone, [NotNullWhen(true)] out LoadedEvaluator? loaded,
        [NotNullWhen(false)] out string? problem) =>
        EvaluatorSnapshot.TryRead(bytes, announceWithin, zone, out loaded, out problem);

    /// <summary>Failed and late readings are as if they were absent: for a run they are a hole.</summary>
    static bool TakesPart(in Reading reading, SeriesRhythm rhythm) =>
        !reading.Late && reading.Quality is not (Quality.Fail or Quality.Missing) && reading.ObservedAt > rhythm.LastObservedAt;

    SeriesMemory SeriesOf(Series series)
    {
        if (!_series.TryGet(series, out var memory))
        {
            memory = new SeriesMemory(series.Id, series.Domain, series.Unit, default, new SeriesRhythm());
            memory.Bind(_rules, _maker, 0, []);
            _series.Add(series, memory);
        }

        return memory;
    }
}
