namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>What to do after a write.</summary>
enum WriteOutcome
{
    Written,
    /// <summary>The same again, later: no network, overload, a restart.</summary>
    Later,
    /// <summary>Like <see cref="Later"/>, but some servers say it of a line they cannot parse.</summary>
    ServerError,
    /// <summary>The same in smaller pieces.</summary>
    TooLarge,
    /// <summary>Some of the lines are refused for good; the others are in.</summary>
    Refused,
    NoDatabase,
    /// <summary>A person must change something: credentials, rights, address.</summary>
    Misconfigured,
}

/// <param name="Words">What the server said, or why there is no answer; empty when it was written.</param>
/// <param name="RetryAfter">How long it asked us to wait; zero where it did not.</param>
readonly record struct WriteAnswer(WriteOutcome Outcome, string Words, TimeSpan RetryAfter = default);
