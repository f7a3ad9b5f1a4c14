using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Answers from an InfluxDB, also in a process that does not write and knows no registry. Every question is bounded in
/// time. Of the latest readings it does not know ReceivedAt and reasons: ReceivedAt is ObservedAt there. While the server is
/// away a question throws <see cref="TelemetryStoreException"/>. Safe for concurrent use.
/// </summary>
public sealed class InfluxDbReader : ITelemetryReader, IDisposable
{
    readonly InfluxDbClient client;
    readonly SeriesPages pages;
    readonly LatestQuery latest;

    public InfluxDbReader(InfluxDbOptions options, TimeProvider clock)
        : this(options, new InfluxDbClient(options, clock), clock)
    {
    }

    internal InfluxDbReader(InfluxDbOptions options, InfluxDbClient client, TimeProvider clock)
    {
        this.client = client;
        pages = new SeriesPages(options, client, options.RawDatabase);
        latest = new LatestQuery(options, client, clock);
    }

    /// <summary>Null when the server answers; otherwise why not, in words.</summary>
    public Task<string?> PingAsync(CancellationToken cancellationToken) => client.PingAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) =>
        latest.AskAsync(series, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredReading>> RawAsync(
        SeriesId series, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var (value, flag, bad) = Fields(series.Quantity);
        var found = new List<StoredReading>();
        await foreach (var page in pages.ReadAsync($"{value}, {flag}, {bad}", series, from, to, null, limit, cancellationToken))
        {
            for (var row = 0; row < page.Rows && found.Count < limit; row++)
            {
                AddReadings(page, row, found);
            }
        }

        return found.Count <= limit ? found : found.GetRange(0, limit);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) =>
        new BucketQuery(pages, series, size).AskAsync(
            Math.Max(from, LineBuilder.EarliestMs), Math.Min(to, LineBuilder.LatestMs + 1), aggregates, limit, cancellationToken);

    public void Dispose() => client.Dispose();

    internal static (string Value, string Flag, string Bad) Fields(string quantity) =>
        (InfluxQl.Name(quantity), InfluxQl.Name($"{quantity}_q"), InfluxQl.Name($"{quantity}_bad"));

    /// <summary>The quality of a value that did not fail. A flag may be left over from a failed reading of the same time.</summary>
    internal static Quality QualityOf(double flag) => flag switch
    {
        (byte)Quality.NotEvaluated => Quality.NotEvaluated,
        (byte)Quality.Suspect => Quality.Suspect,
        _ => Quality.Good,
    };

    /// <summary>One moment may have a value and, after it, one that failed.</summary>
    static void AddReadings(QuerySeries page, int row, List<StoredReading> found)
    {
        var at = (long)page[row, 0];
        if (!double.IsNaN(page[row, 1]))
        {
            found.Add(new StoredReading(at, page[row, 1], QualityOf(page[row, 2])));
        }

        if (!double.IsNaN(page[row, 3]))
        {
            found.Add(new StoredReading(at, page[row, 3], Quality.Fail));
        }
    }
}
