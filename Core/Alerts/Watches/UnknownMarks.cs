using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// The alerts that the log held unknown at the start, whether the memory knows it or not: a crash may have taken the mark from
/// the memory, and the log must hear of the return all the same.
/// </summary>
sealed class UnknownMarks
{
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    long _readAt = long.MaxValue;

    public void Read(IEnumerable<Alert> open, long now)
    {
        _readAt = now;
        _ids.Clear();
        _ids.UnionWith(open.Where(a => a.Condition == AlertCondition.Unknown).Select(a => a.Id));
    }

    /// <summary>
    /// Whether this reading, not yet counted as an arrival, is a return from silence: a replayed one from before the silence is not.
    /// </summary>
    public bool MayEndBy(in Reading reading, SeriesMemory series) =>
        _ids.Count > 0
        && (reading.ReceivedAt >= _readAt || series.Rhythm.MayEndSilence(reading.ReceivedAt, series.Place.IntervalMs));

    public void HandOver(OpenAlert alert)
    {
        if (_ids.Remove(alert.Id))
        {
            alert.Unknown = true;
        }
    }
}
