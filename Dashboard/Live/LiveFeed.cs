using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// The city as it is now: last value of each series, open alerts, the registry. A cache that may be lost at any moment and is
/// whole again seconds after a start. Pages read it when <see cref="Version"/> has moved. Safe for concurrent use.
/// </summary>
public sealed class LiveFeed
{
    /// <summary>Moves with every change of anything below.</summary>
    public long Version { get; private set; }

    public Registry Registry { get; private set; } = Registry.Empty;

    /// <summary>Newest reading of each series, ordered by series id. A snapshot: never changed afterwards.</summary>
    public IReadOnlyList<Reading> Values { get; private set; } = [];

    /// <summary>Open alerts: not acknowledged first, then the worst, then the newest. A snapshot.</summary>
    public IReadOnlyList<Alert> OpenAlerts { get; private set; } = [];

    /// <summary>When the newest frame arrived, Unix ms; null before the first. Older than 10 s means a frozen picture.</summary>
    public long? LastFrameAt { get; private set; }

    public Reading? Find(SeriesId series) => null;

    /// <summary>Something moved; carries no data and may come from any thread.</summary>
    public event Action? Moved;

    internal void RaiseMoved()
    {
        Version++;
        Moved?.Invoke();
    }
}
