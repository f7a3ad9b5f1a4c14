namespace CityOps.Ingestion.Accounting;

/// <summary>
/// Follows the counter that a device puts into its messages, +1 a message, and tells how many never came. A run is a stretch
/// of counting; a <c>seq</c> of 0 or 1, a fall by more than 1,000 or a rise of more than 100,000 begins a new one. Stragglers
/// count in the current run only. Not thread-safe.
/// </summary>
public sealed class SeqRuns
{
    const long RestartFall = 1_000;
    const long RestartRise = 100_000;

    /// <summary>Gaps remembered in a run; past that the oldest gap is final, so that memory stays bounded.</summary>
    const int MaxRanges = 1_000;

    // What of the current run has come, as closed ranges in rising order.
    readonly List<(long From, long To)> _ranges = [];
    long _missingHere;
    long _missingBefore;

    public bool Any => _ranges.Count > 0;

    /// <summary>Counters that never came: highest − lowest + 1 − distinct of this run, plus all earlier runs.</summary>
    public long Missing => _missingBefore + _missingHere;

    /// <summary>Takes one counter; true when it is below the highest of its run.</summary>
    public bool Observe(long seq)
    {
        if (_ranges.Count == 0)
        {
            _ranges.Add((seq, seq));
            return false;
        }

        var highest = _ranges[^1].To;
        if (StartsRun(seq, highest))
        {
            (_missingBefore, _missingHere) = (Missing, 0);
            _ranges.Clear();
            _ranges.Add((seq, seq));
            return false;
        }

        Insert(seq);
        return seq < highest;
    }

    public void Save(ICollection<long> output)
    {
        output.Add(_missingBefore);
        output.Add(_ranges.Count);
        foreach (var (from, to) in _ranges)
        {
            output.Add(from);
            output.Add(to);
        }
    }

    public static SeqRuns Load(Func<long> next)
    {
        var runs = new SeqRuns { _missingBefore = next() };
        var count = next();
        for (var i = 0; i < count; i++)
        {
            var range = (From: next(), To: next());
            runs._missingHere += i == 0 ? 0 : range.From - runs._ranges[^1].To - 1;
            runs._ranges.Add(range);
        }

        return runs;
    }

    static bool StartsRun(long seq, long highest) => seq is 0 or 1 || highest - seq > RestartFall || seq - highest > RestartRise;

    void Insert(long seq)
    {
        var at = FirstAfter(seq);
        if (at > 0 && _ranges[at - 1].To >= seq)
        {
            return;
        }

        _missingHere += at == _ranges.Count ? seq - _ranges[^1].To - 1 : at == 0 ? _ranges[0].From - seq - 1 : -1;
        _ranges.Insert(at, (seq, seq));
        Join(at);
        if (at > 0)
        {
            Join(at - 1);
        }

        if (_ranges.Count > MaxRanges)
        {
            var final = _ranges[1].From - _ranges[0].To - 1;
            (_missingBefore, _missingHere) = (_missingBefore + final, _missingHere - final);
            _ranges.RemoveAt(0);
        }
    }

    /// <summary>Index of the first range that begins above.</summary>
    int FirstAfter(long seq)
    {
        if (_ranges[^1].From <= seq)
        {
            return _ranges.Count;
        }

        var (low, high) = (0, _ranges.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ranges[middle].From > seq ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    void Join(int at)
    {
        if (at + 1 < _ranges.Count && _ranges[at].To + 1 == _ranges[at + 1].From)
        {
            _ranges[at] = (_ranges[at].From, _ranges[at + 1].To);
            _ranges.RemoveAt(at + 1);
        }
    }
}
