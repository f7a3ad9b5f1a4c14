using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="Rows">Rows that had their turn, of <paramref name="AllRows"/>.</param>
/// <param name="ReachedMs">Recorded time of the newest of them, Unix ms; 0 before the first.</param>
/// <param name="LastMs">Recorded time at which it ends.</param>
/// <param name="Speed">Null = as fast as the broker acknowledges.</param>
sealed record ReplayProgress(
    TimeSpan Elapsed, long Rows, long AllRows, long ReachedMs, long LastMs, double? Speed, LinkAccount Account, bool Connected)
{
    public double Share => AllRows == 0 ? 0 : (double)Rows / AllRows;

    /// <summary>Null while nobody can know.</summary>
    public TimeSpan? Left => Rows == 0 ? null
        : Speed is { } speed ? TimeSpan.FromMilliseconds(Math.Max(0, (LastMs - ReachedMs) / speed))
        : Elapsed * ((double)(AllRows - Rows) / Rows);
}
