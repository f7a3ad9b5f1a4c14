namespace CityOps.Simulators.Replay;

/// <summary>
/// How much one device may send, so that ingestion sheds nothing of it: like <c>Devices:Rate</c> and <c>Devices:Burst</c> there, with room for
/// messages that are under way. Takes time as an argument; not thread-safe.
/// </summary>
/// <param name="rate">Messages per second; 0 = no limit. A message counts once for each KiB begun.</param>
sealed class DeviceAllowance(int rate, long nowMs)
{
    const int KiB = 1_024;
    // Of the 30,000 and 200/s that ingestion allows, less a tenth for clocks and for what was sent before.
    const double Share = 0.9;
    const double Burst = 30_000 * Share;

    double left = Burst;
    long at = nowMs;

    /// <summary>Takes a message and says for how long it has to wait first.</summary>
    public TimeSpan Take(int payloadBytes, long nowMs)
    {
        if (rate == 0)
        {
            return TimeSpan.Zero;
        }

        var perMs = rate * Share / 1_000;
        left = Math.Min(Burst, left + Math.Max(0, nowMs - at) * perMs);
        at = Math.Max(at, nowMs);
        left -= Math.Max(1, (payloadBytes + KiB - 1) / KiB);
        return left >= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(-left / perMs));
    }
}
