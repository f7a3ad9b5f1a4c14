using CityOps.Core.City;

namespace CityOps.Dashboard.Live;

/// <summary>How long a device may be silent before its station counts as stale: three intervals, without an interval 15 minutes.</summary>
static class StationPatience
{
    const int Intervals = 3;
    static readonly TimeSpan WithoutInterval = TimeSpan.FromMinutes(15);

    /// <summary>Of a device that nobody knows more about, in ms.</summary>
    public static long LeastMs => (long)WithoutInterval.TotalMilliseconds;

    /// <summary>In ms.</summary>
    public static long MsOf(Device device) =>
        (long)(device.IntervalSeconds is { } seconds ? TimeSpan.FromSeconds(Intervals * (double)seconds) : WithoutInterval).TotalMilliseconds;
}
