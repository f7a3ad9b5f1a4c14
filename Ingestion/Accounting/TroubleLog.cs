using CityOps.Core.Readings;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Accounting;

/// <summary>
/// One line per sender and kind of trouble in an hour, and so many in all: what is wrong is said, the numbers are in the ledger. Safe
/// for concurrent use.
/// </summary>
/// <param name="most">Lines an hour.</param>
sealed class TroubleLog(ILogger logger, TimeProvider clock, int most = 1_000)
{
    static readonly TimeSpan Window = TimeSpan.FromHours(1);

    readonly Lock _gate = new();
    readonly HashSet<(string Who, string What)> _told = [];
    long _until = long.MinValue;

    /// <param name="who">A device's id, or whatever else is known of the sender.</param>
    /// <param name="what">The kind of trouble: shed, duplicate, or a reason.</param>
    /// <param name="detail">For a person.</param>
    public void Tell(string who, string what, string detail)
    {
        if (MayTell(who, what))
        {
            logger.LogWarning("Trouble with {Device}: {Trouble}. {Detail}", who, what, detail);
        }
    }

    bool MayTell(string who, string what)
    {
        lock (_gate)
        {
            var now = clock.UnixMs();
            if (now >= _until)
            {
                _told.Clear();
                _until = now + (long)Window.TotalMilliseconds;
            }

            if (_told.Count >= most || !_told.Add((who, what)))
            {
                return false;
            }

            if (_told.Count < most)
            {
                return true;
            }
        }

        logger.LogWarning("There is trouble with more devices than are told of here in an hour; /api/v1/ledger/devices has them all");
        return false;
    }
}
