using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry;

/// <summary>What the clock and people do to a store besides writing and asking.</summary>
public interface ITelemetryUpkeep
{
    /// <summary>
    /// Deletes the readings of a series in [from, to), wherever they lie, so that none of them comes back. Returns how many, where
    /// the store can say. Idempotent; whoever is interrupted asks again.
    /// </summary>
    ValueTask<long?> DeleteAsync(SeriesId series, long from, long to, CancellationToken cancellationToken);

    /// <summary>Deletes all raw readings of a domain observed before a moment, Unix ms. Returns how many, where the store can say. Idempotent.</summary>
    ValueTask<long?> ForgetBeforeAsync(string domain, long before, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Packs what is older than a moment, Unix ms. Nothing to do where a store packs by itself.</summary>
    ValueTask PackAsync(long before, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>How far a long piece of upkeep is, in series.</summary>
public readonly record struct UpkeepProgress(long Done, long Of);
