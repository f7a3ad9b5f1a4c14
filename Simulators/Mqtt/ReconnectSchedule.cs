namespace CityOps.Simulators.Mqtt;

/// <summary>
/// How long to wait before the next attempt: doubling from the floor to the ceiling, each time between half and all of it, so
/// that gateways do not come back together.
/// </summary>
sealed class ReconnectSchedule(TimeSpan floor, TimeSpan ceiling)
{
    const int MostDoublings = 20;

    /// <param name="attempt">0 for the first.</param>
    /// <param name="draw">In [0, 1).</param>
    public TimeSpan Delay(int attempt, double draw)
    {
        var full = floor * Math.Pow(2, Math.Min(attempt, MostDoublings));
        return (full < ceiling ? full : ceiling) * (0.5 + 0.5 * draw);
    }
}
