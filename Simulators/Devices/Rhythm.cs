using CityOps.Simulators.City;

namespace CityOps.Simulators.Devices;

/// <summary>
/// When a device reports: once in each interval, later than its turn by a jitter that is drawn for each report, below a tenth of
/// the interval and 3 s. Pure; safe to share.
/// </summary>
/// <param name="phaseMs">Its turn within the interval.</param>
sealed class Rhythm(ulong key, long intervalMs, long phaseMs)
{
    const double MostShare = 0.1;
    const double MostMs = 3_000;

    readonly double jitterMs = Math.Min(intervalMs * MostShare, MostMs) * Noise.Uniform(key, -1);

    /// <summary>The first report after a moment, Unix ms.</summary>
    /// <param name="speed">Everything comes so many times as often.</param>
    public long Next(long afterMs, int speed = 1)
    {
        // The report of this interval may still be to come, because it is late.
        var turn = (afterMs * speed - phaseMs) / intervalMs;
        var next = Turn(turn) / speed;
        while (next <= afterMs)
        {
            next = Turn(++turn) / speed;
        }

        return next;
    }

    long Turn(long n) => phaseMs + n * intervalMs + (long)(jitterMs * Noise.Uniform(key, n));
}
