using CityOps.Core.Alerts;
using CityOps.Ingestion.Accounting;

namespace CityOps.Ingestion.Alerts;

/// <summary>
/// Our own clock against those of the devices: one device that is wrong says nothing, many that agree with each other and not with us say that we are wrong. Devices
/// that send what they had kept disagree among themselves or catch up, and replays of old recordings are too far away to be a clock. One caller.
/// </summary>
public sealed class DeviceClocks(Ledger ledger)
{
    /// <summary>Fewer are too few to tell.</summary>
    public const int FewestDevices = 50;

    const long MostDifferenceMs = 30_000;
    const long NoClockMs = 3 * 3_600_000;
    const long AgreementMs = 15_000;
    const long HeardWithinMs = 120_000;
    const long LookEveryMs = 10_000;

    readonly List<DeviceTally> _tallies = [];
    PartSight _sight = PartSight.Well;
    long _lookedAt = long.MinValue / 2;
    long? _since;
    long? _median;

    /// <param name="now">Unix ms.</param>
    public PartSight Look(long now)
    {
        if (now < _lookedAt || now - _lookedAt >= LookEveryMs)
        {
            _lookedAt = now;
            ledger.Survey(_tallies);
            var median = Median([.. _tallies.Where(one => now - one.LastReceivedAt < HeardWithinMs).Select(one => one.SkewMs).OfType<long>()]);
            // A clock that is wrong stays as wrong; what is caught up with moves.
            var isSteady = median is { } before && _median is { } last && Math.Abs(before - last) <= AgreementMs;
            (_median, _since) = (median, isSteady ? _since ?? now : null);
            _sight = isSteady && median is { } ms
                ? PartSight.Away(_since!.Value, FormattableString.Invariant($"Most devices' clocks are {Math.Abs(ms) / 1_000} s {(ms > 0 ? "ahead of" : "behind")} ours: look at this machine's time service."))
                : PartSight.Well;
        }

        return _sight;
    }

    /// <summary>How far ahead of ours most clocks are; null where they do not differ, do not agree, or are too few.</summary>
    internal static long? Median(long[] skews)
    {
        if (skews.Length < FewestDevices)
        {
            return null;
        }

        Array.Sort(skews);
        var median = skews[skews.Length / 2];
        var agreeing = skews.Count(skew => Math.Abs(skew - median) <= AgreementMs);
        return Math.Abs(median) is > MostDifferenceMs and < NoClockMs && 4 * agreeing >= 3 * skews.Length ? median : null;
    }
}
