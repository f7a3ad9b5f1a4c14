using CityOps.Core.City;

namespace CityOps.Storage.Telemetry.Rollups;

/// <summary>How long a roll-up is.</summary>
public enum RollupSpan : byte
{
    /// <summary>An hour of UTC.</summary>
    Hour = 1,

    /// <summary>A civil day of the city: 23, 24 or 25 hours.</summary>
    Day = 2,
}

/// <summary>What the readings of a series in one hour or day come to; those that failed do not count.</summary>
/// <param name="T">When it begins, Unix ms.</param>
/// <param name="Count">0 = there are none any more: what was kept of it goes.</param>
/// <param name="Capture">Share of the readings that were due, 0 to 1; null where nobody knows how many.</param>
public readonly record struct Rollup(long T, long Count, double Mean, double Min, double Max, double? Capture)
{
    public static Rollup Empty(long t) => new(t, 0, 0, 0, 0, null);
}

/// <summary>Roll-ups of one series, oldest first.</summary>
public sealed record SeriesRollups(Series Series, IReadOnlyList<Rollup> Rollups);

/// <summary>The time for which roll-ups are there, and complete but for late readings. Unix ms.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
public readonly record struct RollupCover(long From, long Until);
