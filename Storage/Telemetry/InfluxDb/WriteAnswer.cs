using System.Globalization;

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
readonly record struct WriteAnswer(WriteOutcome Outcome, string Words, TimeSpan RetryAfter = default)
{
    const string Dropped = " dropped=";

    /// <summary>The lines that it names as refused, counted from 0, when it names them all; null or empty when it does not.</summary>
    public IReadOnlyList<int>? Guilty { get; init; }

    /// <summary>
    /// Whether it says that it dropped so many lines. It never says more than it dropped; fewer when they belong to several of its
    /// shards, because it speaks of one of them only.
    /// </summary>
    public bool HasDropped(int lines) =>
        Outcome == WriteOutcome.Refused && Words.LastIndexOf(Dropped, StringComparison.Ordinal) is >= 0 and var at
        && int.TryParse(Words.AsSpan(at + Dropped.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var dropped) && dropped == lines;
}
