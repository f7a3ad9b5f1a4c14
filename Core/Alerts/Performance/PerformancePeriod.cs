using CityOps.Core.Readings;

namespace CityOps.Core.Alerts.Performance;

/// <summary>The stretch of time that is looked at, and for how many people. Immutable.</summary>
/// <param name="From">Unix ms, inclusive.</param>
/// <param name="To">Unix ms, exclusive.</param>
/// <param name="Now">Unix ms: what is still to come counts for nothing.</param>
/// <param name="Operators">Positions that share the alerts at one time, from 1.</param>
/// <param name="Zone">Whose days and hours are counted.</param>
public sealed record PerformancePeriod(long From, long To, long Now, int Operators, TimeZoneInfo Zone)
{
    internal const long TenMinutesMs = 600_000;
    internal const long HourMs = 3_600_000;

    /// <summary>Where the period ends, or now, if it goes on.</summary>
    public long End => Math.Max(From, Math.Min(To, Now));

    internal long LengthMs => End - From;

    internal CivilDays Days => new(Zone);

    internal bool Has(long unixMs) => unixMs >= From && unixMs < End;

    /// <summary>0 of nothing.</summary>
    internal static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
