using System.Runtime.CompilerServices;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Means;

/// <summary>Goes through the readings of a series from page to page, so that a year of them needs no more memory than a page. Stateless.</summary>
public static class ReadingWalk
{
    const int PageSize = 10_000;

    /// <summary>Single readings, oldest first, failed ones included. What is written meanwhile may or may not be among them.</summary>
    /// <param name="pageSize">Readings asked for at a time; more than ever share a moment.</param>
    public static async IAsyncEnumerable<StoredReading> ReadAllAsync(
        this ITelemetryReader store, SeriesId series, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken, int pageSize = PageSize)
    {
        // A moment may have a value that failed beside one that did not: the next page begins there and leaves out what was given.
        for (var given = 0; ;)
        {
            var page = await store.RawAsync(series, from, to, pageSize, cancellationToken).ConfigureAwait(false);
            for (var i = given; i < page.Count; i++)
            {
                yield return page[i];
            }

            if (page.Count < pageSize)
            {
                yield break;
            }

            from = page[^1].T;
            given = page.Count - FirstOf(page, from);
        }
    }

    static int FirstOf(IReadOnlyList<StoredReading> page, long moment)
    {
        var first = page.Count - 1;
        while (first > 0 && page[first - 1].T == moment)
        {
            first--;
        }

        return first;
    }
}
