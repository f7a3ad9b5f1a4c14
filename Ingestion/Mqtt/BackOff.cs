namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Pauses between attempts: about 0.5 s, doubling to about 10 s, each off by up to a quarter so that many clients of one broker
/// do not come back in step. No I/O; not safe for concurrent use.
/// </summary>
sealed class BackOff(Random random)
{
    const double FirstSeconds = 0.5;
    const double LongestSeconds = 10;

    int _failures;

    /// <param name="afterSuccess">The attempt before this pause had worked: begin anew.</param>
    public TimeSpan Next(bool afterSuccess)
    {
        _failures = afterSuccess ? 0 : _failures;
        var seconds = Math.Min(FirstSeconds * Math.Pow(2, Math.Min(_failures, 16)), LongestSeconds);
        _failures++;
        var jittered = seconds * (0.75 + (random.NextDouble() / 2));
        return TimeSpan.FromSeconds(Math.Clamp(jittered, FirstSeconds, LongestSeconds));
    }
}
