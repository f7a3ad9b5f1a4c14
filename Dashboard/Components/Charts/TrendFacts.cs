using CityOps.Core.Readings;
using CityOps.Dashboard.Live;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>
/// What is known of limits and alerts of the series in a chart, and when to ask again: when its open alerts or the registry moved, and once a minute
/// for rules that somebody changed. Not for concurrent use.
/// </summary>
sealed class TrendFacts
{
    internal const long AskAgainMs = 60_000;
    internal const long RetryMs = 5_000;

    SeriesId _series;
    object? _registry;
    object? _openSeen;
    long _openSum;
    long? _askedAt;

    public IReadOnlyList<TrendBand> Bands { get; private set; } = [];

    public IReadOnlyList<TrendMark> Marks { get; private set; } = [];

    /// <summary>Rises when something of it is not as it was.</summary>
    public int Version { get; private set; }

    /// <summary>Says it once: who is told so asks.</summary>
    /// <param name="now">Unix ms.</param>
    public bool IsDue(SeriesId series, LiveFeed feed, long now)
    {
        var isSame = series == _series && ReferenceEquals(feed.Registry, _registry) && !HasMoved(series, feed) && _askedAt is { } at && Math.Abs(now - at) < AskAgainMs;
        if (isSame)
        {
            return false;
        }

        if (series != _series)
        {
            (_series, _openSeen) = (series, null);
            Take(series, [], []);
            _ = HasMoved(series, feed);
        }

        (_registry, _askedAt) = (feed.Registry, now);
        return true;
    }

    /// <summary>What was answered; for a series that is not shown any more it is nothing.</summary>
    public void Take(SeriesId series, IReadOnlyList<TrendBand> bands, IReadOnlyList<TrendMark> marks)
    {
        if (series == _series && !(bands.SequenceEqual(Bands) && marks.SequenceEqual(Marks)))
        {
            (Bands, Marks) = (bands, marks);
            Version++;
        }
    }

    /// <summary>There was no answer.</summary>
    public void Fail(long now) => _askedAt = now - AskAgainMs + RetryMs;

    /// <summary>Other alerts are open on the series, or one of them is not as it was. Most moves of the city are of others.</summary>
    bool HasMoved(SeriesId series, LiveFeed feed)
    {
        var open = feed.OpenAlerts;
        if (ReferenceEquals(open, _openSeen))
        {
            return false;
        }

        var sum = open.Where(alert => alert.Series == series).Sum(alert => alert.Change + 1);
        var hasMoved = sum != _openSum;
        (_openSeen, _openSum) = (open, sum);
        return hasMoved;
    }
}
