using CityOps.Simulators.City;

namespace CityOps.Simulators.Devices;

/// <summary>
/// A device's own clock: how far it is from the right time. It wanders for ever within its bounds and is never set back, so that a
/// device's times rise. Pure; safe to share.
/// </summary>
/// <remarks>
/// Of a hundred devices 85 follow a time server (within 40 ms), 14 are set by their gateway now and then (within 4 s), and one has
/// lost its time server: 20 to 40 s behind or 20 to 30 s ahead. CityOps takes all of them as good; from 60 s ahead on it would not.
/// </remarks>
sealed class DeviceClock
{
    const double FollowsServer = 0.85;
    const double HasLostServer = 0.99;
    const double ServerBoundMs = 40;
    const double GatewayBoundMs = 4_000;
    // At most 0.04 s an hour: quartz of 10 ppm.
    const long WanderMs = 10 * 24 * 3_600_000L;

    readonly ulong key;
    readonly double baseMs;
    readonly double boundMs;

    public DeviceClock(ulong key)
    {
        this.key = key;
        var kind = Noise.Uniform(key, 0);
        if (kind < HasLostServer)
        {
            boundMs = kind < FollowsServer ? ServerBoundMs : Noise.Between(key, 1, 500, GatewayBoundMs);
        }
        else
        {
            baseMs = Noise.Uniform(key, 2) < 0.5 ? Noise.Between(key, 1, -38_000, -22_000) : Noise.Between(key, 1, 22_000, 28_000);
            boundMs = 2_000;
        }
    }

    /// <summary>What it shows at a moment, Unix ms.</summary>
    public long Read(long ms) => ms + (long)(baseMs + boundMs * Noise.Smooth(key, ms, WanderMs));
}
