using CityOps.Ingestion.Configuration;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Intake;

/// <summary>
/// What one sender may take of what all share: messages, and bytes of the quarantine. A device has its own; whatever belongs to no
/// device has one together. Safe for concurrent use.
/// </summary>
sealed class SenderLimits(IntakeSettings settings)
{
    const int KiB = 1_024;

    /// <summary>Of a payload that is refused beyond the limit, enough to see what it is.</summary>
    const int LeastKept = 256;

    readonly SharedBucket _messages = new(settings.Rate, settings.Burst);
    SharedBucket? _quarantine;

    /// <summary>False when it has sent more than it may. A long message counts as several: one for each KiB begun.</summary>
    /// <param name="now">Unix ms.</param>
    public bool MaySend(long now, int payloadBytes) => _messages.TryTake(now, Math.Max(1, (payloadBytes + KiB - 1) / KiB));

    /// <summary>How much of a refused payload is kept.</summary>
    public int Keeps(long now, int payloadBytes)
    {
        var most = Math.Min(payloadBytes, QuarantineEntry.MaxPayload);
        var quarantine = LazyInitializer.EnsureInitialized(ref _quarantine, static () => new SharedBucket(rate: 16 * KiB, burst: 1_024 * KiB));
        return most <= LeastKept || quarantine.TryTake(now, most) ? most : LeastKept;
    }
}
