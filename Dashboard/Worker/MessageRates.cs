using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Worker;

/// <param name="Received">Messages a minute that came in.</param>
/// <param name="Stored">Messages a minute that became durable in the store.</param>
public readonly record struct MessageRate(long Received, long Stored);

/// <summary>How fast the ledger moves, from answers that follow one another: over the last minute, or what of it was watched. Not thread-safe.</summary>
sealed class MessageRates
{
    const long WindowMs = 60_000;
    /// <summary>Less than this tells more of chance than of the city.</summary>
    const long ShortestMs = 2_500;

    readonly Queue<(long At, long Received, long Stored)> _seen = [];

    /// <summary>Null while too little was seen.</summary>
    public MessageRate? Next(CityLedgerAnswer ledger)
    {
        if (IngestionElsewhere.Instant(ledger.AsOf) is not { } at)
        {
            return null;
        }

        var now = (At: at, ledger.Total.Received, ledger.Total.Stored);
        if (_seen.Count > 0 && _seen.Last() is var last && (now.At < last.At || now.Received < last.Received || now.Stored < last.Stored))
        {
            // Another ledger, or one that came back from a backup.
            _seen.Clear();
        }

        _seen.Enqueue(now);
        while (now.At - _seen.Peek().At > WindowMs)
        {
            _seen.Dequeue();
        }

        var (from, received, stored) = _seen.Peek();
        var passed = now.At - from;
        return passed < ShortestMs ? null : new MessageRate((now.Received - received) * WindowMs / passed, (now.Stored - stored) * WindowMs / passed);
    }
}
