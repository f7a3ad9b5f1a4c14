using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry;

/// <summary>
/// Where readings are kept. One caller, in order of position: the store writer. A batch may come again after a restart and
/// must then change nothing; a conflicting value for the same series and time wins if it comes later.
/// </summary>
public interface ITelemetryWriter
{
    /// <summary>
    /// The journal position up to which everything is durable here, together with the journal it belongs to; null when the
    /// store has never been written. Moves forward some time after <see cref="WriteAsync"/>.
    /// </summary>
    JournalPosition? Stored { get; }

    /// <summary>ReceivedAt up to which every taken reading can be queried; null while the store is empty.</summary>
    long? StoredUntil { get; }

    /// <summary>Why readings that were taken cannot be made durable at the moment; null when all is well.</summary>
    StoreTrouble? Trouble => null;

    /// <summary>Blocks of readings that were found broken, and whose readings are missing from answers. Zero where the store does not look.</summary>
    long DamagedBlocks => 0;

    /// <summary>Raised after <see cref="Stored"/> has moved.</summary>
    event Action? StoredMoved;

    /// <summary>
    /// Makes what the store needs and has not got, such as its databases. Called at the start and before any batch; exceptions
    /// escape to the caller, who comes again.
    /// </summary>
    /// <exception cref="TelemetryStoreException">Not now, why, and how long to wait at least.</exception>
    ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Takes the readings of some batches, in order. Returns when they can be queried. May wait while the store is behind.
    /// Exceptions escape to the caller, who owns the retry and comes with the same batches again; of those that were written
    /// before the failure <see cref="Stored"/> tells. What the store refuses for good is kept as a dead letter, not thrown.
    /// </summary>
    /// <exception cref="TelemetryStoreException">Not now, why, and how long to wait at least.</exception>
    ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken);

    /// <summary>Makes everything written so far durable.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);
}
