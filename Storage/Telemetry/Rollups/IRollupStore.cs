using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Rollups;

/// <summary>
/// Where roll-ups are kept. They are derived: what is lost is worked out again from the readings, as long as those are kept. One caller writes, any
/// number read. Failures are those of the store: <see cref="TelemetryStoreException"/> or, of a file, <c>SqliteException</c>.
/// </summary>
public interface IRollupStore
{
    /// <summary>Null before the first ones have been worked out.</summary>
    ValueTask<RollupCover?> CoverAsync(RollupSpan span, CancellationToken cancellationToken);

    /// <summary>To be called when all roll-ups of it have been written, and not before.</summary>
    ValueTask SetCoverAsync(RollupSpan span, RollupCover cover, CancellationToken cancellationToken);

    /// <summary>Takes the place of what was there of the same series and time; writing the same again changes nothing.</summary>
    ValueTask WriteAsync(RollupSpan span, IReadOnlyList<SeriesRollups> rollups, CancellationToken cancellationToken);

    /// <summary>Those that begin in [from, to), oldest first; none is empty.</summary>
    ValueTask<IReadOnlyList<Rollup>> ReadAsync(RollupSpan span, SeriesId series, long from, long to, CancellationToken cancellationToken);

    /// <summary>Deletes those of a domain that begin before a moment.</summary>
    ValueTask ForgetBeforeAsync(RollupSpan span, string domain, long before, CancellationToken cancellationToken);
}

/// <summary>Knows which roll-ups are not right at the moment, because readings have come late. Safe for concurrent use.</summary>
public interface ILateHours
{
    /// <summary>Starts of the hours of a series, Unix ms, in no order; null = cannot be said now.</summary>
    ValueTask<IReadOnlyCollection<long>?> OfAsync(SeriesId series, CancellationToken cancellationToken);
}

/// <summary>Which roll-ups are to be believed. Safe for concurrent use.</summary>
public interface IRollupLimits
{
    /// <summary>No reading of before can come any more, Unix ms.</summary>
    long LateFrom { get; }

    /// <summary>What is before has been deleted or is about to be, Unix ms; the smallest number = nothing is.</summary>
    long KeptFrom(SeriesId series, RollupSpan span);
}
