namespace CityOps.Core.Alerts;

/// <summary>
/// How many alerts one device, or one group's place, may raise in one batch. A value that trembles around its limit a thousand times a second raises as often,
/// each raise is a row of the alert log, and everybody's alerts wait until it is written. What a device sends late in one piece, hours or
/// days of it, raises as if it had come in time. Counted anew with each batch, so judging a batch again gives the same answer. Not
/// thread-safe.
/// </summary>
sealed class RaiseLimit
{
    /// <summary>From here on a condition must have been quiet for a minute of event time to raise again.</summary>
    public const int Trembling = 50;

    public const int Most = 1_000;

    const long QuietMs = 60_000;

    readonly Dictionary<string, int> _raises = new(StringComparer.Ordinal);
    readonly Dictionary<object, long> _last = [];
    bool _counts;

    /// <summary>A device or place that has come to the limit in this batch and had more to raise; null when none has.</summary>
    public string? HeldBack { get; private set; }

    /// <summary>Without batches nothing is limited.</summary>
    public void BeginBatch()
    {
        _counts = true;
        HeldBack = null;
        if (_raises.Count > 0)
        {
            _raises.Clear();
            _last.Clear();
        }
    }

    /// <param name="subject">Device, or place of a group.</param>
    /// <param name="watch">The condition.</param>
    /// <param name="observedAt">Of the reading that would raise, Unix ms.</param>
    public bool MayRaise(string subject, object watch, long observedAt)
    {
        if (_raises.Count == 0 || !_raises.TryGetValue(subject, out var raises) || raises < Trembling ||
            (raises < Most && (!_last.TryGetValue(watch, out var last) || observedAt - last >= QuietMs)))
        {
            return true;
        }

        HeldBack = subject;
        return false;
    }

    public void Raised(string subject, object watch, long observedAt)
    {
        if (_counts)
        {
            _raises[subject] = _raises.GetValueOrDefault(subject) + 1;
            _last[watch] = observedAt;
        }
    }
}
