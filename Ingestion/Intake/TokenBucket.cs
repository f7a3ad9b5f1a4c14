namespace CityOps.Ingestion.Intake;

/// <summary>
/// Lets <c>rate</c> tokens a second be taken for ever and <c>burst</c> at once. Not thread-safe.
/// </summary>
sealed class TokenBucket
{
    /// <summary>Threads read the clock and come here in different orders; what lies further back is a clock that was set.</summary>
    const long Jitter = 1_000;

    readonly double _rate;
    readonly double _burst;
    double _tokens;
    long _at = long.MinValue;

    public TokenBucket(double rate, double burst) => (_rate, _burst, _tokens) = (rate, burst, burst);

    /// <summary>False when not one whole token is left. More may be taken than there are: what is owed is missing later.</summary>
    /// <param name="now">Unix ms; a clock set back gives no tokens.</param>
    public bool TryTake(long now, int tokens = 1)
    {
        if (_at != long.MinValue && now > _at)
        {
            _tokens = Math.Min(_burst, _tokens + ((now - _at) * _rate / 1_000));
        }

        _at = now > _at || now < _at - Jitter ? now : _at;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens -= tokens;
        return true;
    }
}
