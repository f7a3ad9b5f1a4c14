using System.Runtime.CompilerServices;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Asks about one series, oldest first, page by page: each request is small enough for its time limit, and a server that cuts
/// answers at a limit of its own costs another request and no reading. Safe for concurrent use.
/// </summary>
sealed class SeriesPages(InfluxDbOptions options, InfluxDbClient client, string database)
{
    /// <summary>A device has one domain, but which one it is only the registry knows: we ask all.</summary>
    public static readonly string AllDomains = string.Join(',', Domains.All.Select(InfluxQl.Name));

    /// <param name="select">What stands between SELECT and FROM.</param>
    /// <param name="window">Ms of a window of GROUP BY time; null = single readings.</param>
    /// <param name="limit">More rows are not wanted; a page may give some more.</param>
    public async IAsyncEnumerable<QuerySeries> ReadAsync(
        string select, SeriesId series, long from, long to, long? window, long limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = window is { } ms ? $" GROUP BY time({InfluxQl.Time(ms)}) fill(none)" : "";
        (from, to) = (Math.Max(from, LineBuilder.EarliestMs), Math.Min(to, LineBuilder.LatestMs + 1));
        for (var span = new TimeSlices(from, to, window ?? 1); from < to && limit > 0;)
        {
            var end = span.EndOf(from, to);
            var rows = Math.Min(limit, options.PageRows);
            var where = $"WHERE \"device\" = $device AND {InfluxQl.Between(from, end)}{group} LIMIT {InfluxQl.Number(rows)}";
            if (await AskAsync($"SELECT {select} FROM {AllDomains} {where}", series, span, cancellationToken) is not { } answer)
            {
                continue;
            }

            var page = Joined(answer, rows);
            span.Tell(page.Rows);
            limit -= page.Rows;
            from = page.Rows > 0 && (answer.Partial || answer.Series.Any(s => s.Rows >= rows)) ? (long)page[page.Rows - 1, 0] + (window ?? 1) : end;
            if (page.Rows > 0)
            {
                yield return page;
            }
        }
    }

    /// <summary>Null when the slice was more than the server reads at once; it is smaller then.</summary>
    async ValueTask<QueryAnswer?> AskAsync(string statement, SeriesId series, TimeSlices slices, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync(database, statement, new Dictionary<string, string> { ["device"] = series.Device }, cancellationToken);
        }
        catch (RangeTooLongException e)
        {
            return slices.TryHalve() ? null : throw new TelemetryStoreException($"{options.Name} cannot answer even about a short time: {e.Message}", innerException: e);
        }
    }

    /// <summary>
    /// A device that changed its domain has rows in two measurements. Each is cut at the limit by itself, so only what lies
    /// before the first cut is whole.
    /// </summary>
    static QuerySeries Joined(QueryAnswer answer, long limit)
    {
        if (answer.Series.Count <= 1)
        {
            return answer.Series.Count == 0 ? new QuerySeries(null, 0, []) : answer.Series[0];
        }

        if (answer.Partial)
        {
            throw new TelemetryStoreException("InfluxDB cuts its answers so short that they cannot be put together: raise max-row-limit.");
        }

        var whole = answer.Series.Where(s => s.Rows >= limit).Select(s => s[s.Rows - 1, 0]).DefaultIfEmpty(double.MaxValue).Min();
        var columns = answer.Series[0].Columns;
        var cells = answer.Series.SelectMany(s => s.Cells.Chunk(columns)).Where(row => row[0] <= whole).OrderBy(row => row[0]).SelectMany(row => row);
        return new QuerySeries(null, columns, [.. cells]);
    }
}
