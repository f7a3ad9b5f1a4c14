using System.Globalization;
using CityOps.Core.Readings;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// What of the file cannot be read. A broken block costs its own readings and no others: it is passed over, told once, and kept.
/// Safe for concurrent use.
/// </summary>
sealed class Damage(ILogger logger)
{
    readonly Lock gate = new();
    readonly HashSet<(int Series, long Start, bool Packed)> known = [];

    /// <summary>Blocks found broken, those set aside in earlier runs included.</summary>
    public long Blocks
    {
        get
        {
            lock (gate)
            {
                return known.Count;
            }
        }
    }

    /// <summary>Counts what an earlier run has set aside, which it has told of.</summary>
    public void Remember(int series, long start, bool packed)
    {
        lock (gate)
        {
            known.Add((series, start, packed));
        }
    }

    /// <param name="start">The first moment of the block, Unix ms.</param>
    /// <param name="why">Ends a sentence that begins with the block.</param>
    public void Report(int series, long start, bool packed, string why)
    {
        lock (gate)
        {
            if (!known.Add((series, start, packed)))
            {
                return;
            }
        }

        logger.LogError(
            "A block of the telemetry store cannot be read, and its readings are left out of answers: series {Number} of the file, from {Start}; {Why}",
            series, Moment(start), why);
    }

    /// <summary>What is broken may be of a time that no calendar has.</summary>
    static string Moment(long at) => Math.Abs(at / 1_000) < DateTimeOffset.MaxValue.ToUnixTimeSeconds() / 4
        ? Instants.ToRfc3339(at)
        : at.ToString(CultureInfo.InvariantCulture);
}
