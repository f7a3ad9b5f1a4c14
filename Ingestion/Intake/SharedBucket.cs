namespace CityOps.Ingestion.Intake;

/// <summary>A token bucket for callers on many threads.</summary>
sealed class SharedBucket(double rate, double burst)
{
    readonly Lock _gate = new();
    readonly TokenBucket _bucket = new(rate, burst);

    /// <inheritdoc cref="TokenBucket.TryTake"/>
    public bool TryTake(long now, int tokens = 1)
    {
        lock (_gate)
        {
            return _bucket.TryTake(now, tokens);
        }
    }
}
