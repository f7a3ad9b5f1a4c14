using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>What a browser is to show outside its tab now, and to take back.</summary>
/// <param name="New">A notification each.</param>
/// <param name="Many">One with a number, instead of one each; null = none, or the one that is there stays as it is.</param>
/// <param name="Over">Tags of those to be closed.</param>
readonly record struct NoticeStep(IReadOnlyList<Alert> New, AlertSummary? Many, IReadOnlyList<string> Over)
{
    public bool IsEmpty => New.Count == 0 && Many is null && Over.Count == 0;
}

/// <summary>
/// Decides how new alerts become notifications of the browser: one each, tagged with the alert's id, but from the sixth within 10 s on a single one
/// that counts. Remembers which it has shown, and says when their alerts need nobody any more. Not for concurrent use. Times are ms of any clock.
/// </summary>
sealed class BrowserNotices
{
    /// <summary>The tag of the one that counts. No alert has such an id.</summary>
    public const string ManyTag = "cityops-many";

    internal const int MostSingle = 5;
    internal const long FloodMs = 10_000;
    internal const long CountEveryMs = 2_000;

    readonly List<(Alert Alert, long At)> _recent = [];
    readonly HashSet<string> _single = [];
    readonly List<Alert> _counted = [];
    bool _isFlood;
    long _countedAt;

    /// <summary>Something is shown that will have to be closed.</summary>
    public bool IsShowing => _single.Count + _counted.Count > 0;

    /// <summary>More has come than the one that counts says: a call without news will bring the number.</summary>
    public bool HasMore { get; private set; }

    /// <param name="fresh">Those that came since the last call and are to be shown.</param>
    /// <param name="asks">Whether the alert of an id still waits for somebody.</param>
    public NoticeStep Next(IReadOnlyList<Alert> fresh, Func<string, bool> asks, long now)
    {
        _recent.RemoveAll(one => now - one.At >= FloodMs);
        _recent.AddRange(fresh.Select(alert => (alert, now)));
        List<string> over = [.. _single.Where(tag => !asks(tag))];
        if (_recent.Count > MostSingle)
        {
            over.AddRange(Gather(fresh));
        }
        else if (fresh.Count > 0)
        {
            _isFlood = false;
        }

        if (_counted.Count > 0 && !_counted.Exists(alert => asks(alert.Id)))
        {
            over.Add(ManyTag);
            _counted.Clear();
            HasMore = false;
        }

        _single.ExceptWith(over);
        IReadOnlyList<Alert> shown = _isFlood ? [] : fresh;
        _single.UnionWith(shown.Select(alert => alert.Id));
        return new NoticeStep(shown, Count(now), over);
    }

    /// <summary>Counts what came, and at the begin of a flood also what came just before: its single notifications make room.</summary>
    /// <returns>Their tags.</returns>
    IEnumerable<string> Gather(IReadOnlyList<Alert> fresh)
    {
        HasMore |= fresh.Count > 0;
        if (_isFlood)
        {
            _counted.AddRange(fresh);
            return [];
        }

        _isFlood = true;
        _counted.Clear();
        _counted.AddRange(_recent.Select(one => one.Alert));
        _countedAt = long.MinValue / 2;
        return _counted.Select(alert => alert.Id).Where(_single.Contains);
    }

    AlertSummary? Count(long now)
    {
        if (!HasMore || now - _countedAt < CountEveryMs)
        {
            return null;
        }

        (HasMore, _countedAt) = (false, now);
        return new AlertSummary(_counted.Count, _counted.Count(alert => alert.Severity == Severity.Critical), _counted.MaxBy(alert => alert.RaisedAt)!);
    }
}
