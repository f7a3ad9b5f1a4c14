using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// The city as it is now: last value of each series, open alerts, the registry. A cache that may be lost at any moment and is
/// whole again seconds after a start; <see cref="LiveFeedReader"/> fills it. Pages read it when <see cref="Version"/> has moved.
/// Safe for concurrent use.
/// </summary>
public sealed class LiveFeed
{
    readonly Lock _gate = new();
    readonly LiveValues _values = new();
    readonly Dictionary<string, Alert> _open = [];
    IReadOnlyList<Alert> _openAlerts = [];
    Registry _registry = Registry.Empty;
    long _version;
    long _lastFrameAt = long.MinValue;
    bool _areAlertsKnown;

    /// <summary>Moves with every change of anything below.</summary>
    public long Version => Volatile.Read(ref _version);

    public Registry Registry => Volatile.Read(ref _registry);

    /// <summary>Newest reading of each series, ordered by series id. A snapshot: never changed afterwards, and made anew after each change.</summary>
    public IReadOnlyList<Reading> Values => _values.Snapshot();

    /// <summary>All series that were heard of, in order. The same list until there is another one.</summary>
    public IReadOnlyList<SeriesId> Series => _values.Series();

    /// <summary>Open alerts: not acknowledged first, then the worst, then the newest. A snapshot.</summary>
    public IReadOnlyList<Alert> OpenAlerts => Volatile.Read(ref _openAlerts);

    /// <summary>Open alerts have been read at least once: before that there seem to be none.</summary>
    public bool AreAlertsKnown => Volatile.Read(ref _areAlertsKnown);

    /// <summary>When the newest frame arrived, Unix ms; null before the first. Older than 10 s means a frozen picture.</summary>
    public long? LastFrameAt => Volatile.Read(ref _lastFrameAt) is var at && at == long.MinValue ? null : at;

    public Reading? Find(SeriesId series) => _values.Find(series);

    /// <summary>Newest reading of each series of these quantities, in no order.</summary>
    public IReadOnlyList<Reading> ValuesOf(IReadOnlySet<string> quantities) => _values.Of(quantities);

    /// <summary>Something moved; carries no data and may come from any thread.</summary>
    public event Action? Moved;

    /// <summary>Alerts that have just changed, cleared ones too, as they stand now. Comes from the thread that read them.</summary>
    public event Action<IReadOnlyList<Alert>>? AlertsChanged;

    /// <summary>The readings that came after an earlier call, in no order. 0 = all of them.</summary>
    public ValueChanges ValuesSince(long version) => _values.Since(version);

    /// <summary>Takes readings as the newest of their series.</summary>
    /// <param name="now">When they arrived, Unix ms.</param>
    internal void TakeValues(IReadOnlyList<Reading> readings, long now)
    {
        _values.Take(readings);
        Volatile.Write(ref _lastFrameAt, now);
        RaiseMoved();
    }

    internal void TakeRegistry(Registry registry)
    {
        Volatile.Write(ref _registry, registry);
        RaiseMoved();
    }

    /// <summary>These are all open alerts.</summary>
    internal void ResetAlerts(IReadOnlyList<Alert> open)
    {
        lock (_gate)
        {
            _open.Clear();
            MergeLocked(open);
        }

        Volatile.Write(ref _areAlertsKnown, true);
        RaiseMoved();
    }

    internal void TakeAlerts(IReadOnlyList<Alert> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            MergeLocked(changed);
        }

        // Before the move: who is woken by that finds out why.
        AlertsChanged?.Invoke(changed);
        RaiseMoved();
    }

    internal void RaiseMoved()
    {
        Interlocked.Increment(ref _version);
        Moved?.Invoke();
    }

    void MergeLocked(IReadOnlyList<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            if (alert.IsListed)
            {
                _open[alert.Id] = alert;
            }
            else
            {
                _open.Remove(alert.Id);
            }
        }

        Volatile.Write(ref _openAlerts,
        [
            .. _open.Values.OrderBy(a => a.Acknowledged is not null).ThenBy(a => a.Severity).ThenByDescending(a => a.RaisedAt)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
        ]);
    }
}
