using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>What a file says when it is opened.</summary>
/// <param name="Position">Null when nothing was ever written.</param>
/// <param name="ReceivedAt">Of the newest batch, Unix ms.</param>
sealed record TelemetryFileState(JournalPosition? Position, long? ReceivedAt, IReadOnlyList<StoredSeries> Series);
