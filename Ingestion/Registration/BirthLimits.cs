using System.Collections.Concurrent;
using CityOps.Ingestion.Intake;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// How often a device may tell of itself: each telling is a transaction of the city database and, where it changes something, a
/// reading of the whole registry in every process, while the births of others wait. Safe for concurrent use.
/// </summary>
sealed class BirthLimits
{
    const double PerSecond = 1 / 30.0;
    const double AtOnce = 60;

    readonly ConcurrentDictionary<string, SharedBucket> _buckets = new(StringComparer.Ordinal);

    /// <param name="now">Unix ms.</param>
    public bool MayTell(string device, long now) => _buckets.GetOrAdd(device, static _ => new SharedBucket(PerSecond, AtOnce)).TryTake(now);
}
