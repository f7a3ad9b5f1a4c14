namespace CityOps.Ingestion.Intake;

/// <summary>
/// Lets a device send <c>rate</c> messages a second for ever and <c>burst</c> at once. Not thread-safe.
/// </summary>
sealed class TokenBucket(double rate, double burst)
{
    double _tokens = burst;
    long _at = long.MinValue;

    /// <param name="now">Unix ms, never decreasing by much: a clock set back gives no tokens.</param>
    public bool TryTake(long now)
    {
        if (_at != long.MinValue && now > _at)
        {
            _tokens = Math.Min(burst, _tokens + ((now - _at) * rate / 1_000));
        }

        _at = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
