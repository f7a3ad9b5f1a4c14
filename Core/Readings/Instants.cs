using System.Globalization;

namespace CityOps.Core.Readings;

/// <summary>Unix milliseconds UTC, the one form of time inside, to and from RFC 3339.</summary>
public static class Instants
{
    /// <summary><c>2026-01-13T06:10:00.000Z</c>: always UTC, always milliseconds.</summary>
    public static string ToRfc3339(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static long UnixMs(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
