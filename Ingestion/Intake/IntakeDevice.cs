using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Intake;

/// <summary>What intake remembers of one device. The bucket has a lock of its own; all else is held by intake's lock.</summary>
sealed class IntakeDevice(string id, IntakeSettings settings)
{
    readonly Lock _bucketGate = new();
    readonly TokenBucket _bucket = new(settings.Rate, settings.Burst);

    public string Id => id;

    /// <summary>The domain of its first message; null before that.</summary>
    public string? Domain { get; set; }

    /// <summary>By quantity.</summary>
    public Dictionary<string, IntakeSeries> Series { get; } = [];

    /// <summary>False when it has sent more than it may. A long message counts as several: one for each KiB begun.</summary>
    /// <param name="now">Unix ms.</param>
    public bool MaySend(long now, int payloadBytes)
    {
        lock (_bucketGate)
        {
            return _bucket.TryTake(now, Math.Max(1, (payloadBytes + 1_023) / 1_024));
        }
    }
}

/// <summary>A series with what the next reading is compared with.</summary>
sealed class IntakeSeries(Series series)
{
    public Series Series => series;

    /// <summary>Its newest reading that did not fail.</summary>
    public Predecessor? Newest { get; set; }
}
