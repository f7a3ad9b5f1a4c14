namespace CityOps.Dashboard.Figures;

/// <summary>A key figure over the last hour. Safe for concurrent use.</summary>
sealed class FigureTrail
{
    const long HourMs = 3_600_000;

    /// <summary>A line that lacks less than this is whole.</summary>
    const long SlackMs = 5 * 60_000;

    readonly Lock _gate = new();
    List<FigurePoint> _before = [];
    List<FigurePoint> _noted = [];

    public void Add(FigurePoint point)
    {
        lock (_gate)
        {
            _noted = [.. _noted.Where(other => other.T > point.T - HourMs && other.T < point.T), point];
        }
    }

    /// <summary>What the store knows; where it was noted here too, that stands.</summary>
    public void Before(IReadOnlyList<FigurePoint> points)
    {
        lock (_gate)
        {
            _before = [.. points];
        }
    }

    /// <summary>The last hour, oldest first.</summary>
    /// <param name="now">Unix ms.</param>
    public IReadOnlyList<FigurePoint> Points(long now)
    {
        lock (_gate)
        {
            var first = _noted.Count > 0 ? _noted[0].T : long.MaxValue;
            return [.. _before.Where(point => point.T < first).Concat(_noted).Where(point => point.T > now - HourMs)];
        }
    }

    /// <summary>Noted here over the whole hour: the store need not be asked.</summary>
    public bool IsWhole(long now)
    {
        lock (_gate)
        {
            return _noted.Count > 0 && _noted[0].T <= now - HourMs + SlackMs;
        }
    }
}
