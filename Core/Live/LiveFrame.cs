using CityOps.Core.Readings;

namespace CityOps.Core.Live;

/// <summary>
/// Newest values on their way to the dashboards: those that changed, or with <see cref="Key"/> a part of all of them.
/// Immutable.
/// </summary>
public sealed record LiveFrame
{
    /// <summary>Random per start of the publisher: numbers of another epoch cannot be compared.</summary>
    public required string Epoch { get; init; }

    /// <summary>Rises by one with each message of the epoch. A gap means that something was lost.</summary>
    public required long Seq { get; init; }

    /// <summary>When the frame was made, the publisher's clock, Unix ms.</summary>
    public required long At { get; init; }

    /// <summary>Part of a key frame: the newest values of all series.</summary>
    public bool Key { get; init; }

    /// <summary>Counts from 0 to <see cref="Parts"/> - 1; the parts of a key frame have consecutive <see cref="Seq"/>.</summary>
    public int Part { get; init; }

    /// <summary>At least 1.</summary>
    public int Parts { get; init; } = 1;

    /// <summary><see cref="Reading.Late"/> does not travel: it is false here.</summary>
    public required IReadOnlyList<Reading> Items { get; init; }
}
