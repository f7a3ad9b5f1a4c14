using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Finds the newest reading of many series by asking the server. Looks into a day first, and further back only for those it
/// has not found: unbounded, the server would look through everything it has. Safe for concurrent use.
/// </summary>
sealed class LatestQuery(InfluxDbOptions options, InfluxDbClient client, TimeProvider clock)
{
    /// <summary>More are not named one by one: the server then tells of all devices.</summary>
    const int NamedDevices = 50;

    /// <summary>The last one reaches further back than any MaxAge.</summary>
    static readonly int[] DaysBack = [1, 31, 366, 3_660, 36_600];

    public async ValueTask<IReadOnlyList<Reading>> AskAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken)
    {
        var found = new Dictionary<SeriesId, Reading>();
        var to = (clock.GetUtcNow() + options.MaxAhead).ToUnixTimeMilliseconds() + 1;
        foreach (var days in DaysBack)
        {
            var missing = series.Where(s => !found.ContainsKey(s)).ToHashSet();
            if (missing.Count == 0)
            {
                break;
            }

            await SearchAsync(missing, to - (days * 86_400_000L), to, found, cancellationToken);
        }

        return series.Where(found.ContainsKey).Select(s => found[s]).ToList();
    }

    /// <summary>Where the time is more than the server reads at once, its newer half first, and the older one for what is still missing.</summary>
    async ValueTask SearchAsync(HashSet<SeriesId> wanted, long from, long to, Dictionary<SeriesId, Reading> found, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(wanted, from, to, found, cancellationToken);
        }
        catch (RangeTooLongException e)
        {
            var middle = from + ((to - from) / 2);
            if (middle == from)
            {
                throw new TelemetryStoreException($"{options.Name} cannot answer even about a short time: {e.Message}", innerException: e);
            }

            await SearchAsync(wanted, middle, to, found, cancellationToken);
            var missing = wanted.Where(s => !found.ContainsKey(s)).ToHashSet();
            if (missing.Count > 0)
            {
                await SearchAsync(missing, from, middle, found, cancellationToken);
            }
        }
    }

    async ValueTask AskAsync(HashSet<SeriesId> wanted, long from, long to, Dictionary<SeriesId, Reading> found, CancellationToken cancellationToken)
    {
        var where = InfluxQl.Between(from, to);
        var names = new Dictionary<string, string>();
        var devices = wanted.Select(s => s.Device).Distinct().ToList();
        if (devices.Count <= NamedDevices)
        {
            names = devices.Select((device, i) => (device, i)).ToDictionary(d => $"d{d.i.ToString(CultureInfo.InvariantCulture)}", d => d.device);
            where = $"({string.Join(" OR ", names.Keys.Select(name => $"\"device\" = ${name}"))}) AND {where}";
        }

        // A selector gives the other fields of its point too. Of two moments, that of the last value and that of the last
        // failed one, the newer is the latest. One statement at a time: of several the server hides what is wrong with which.
        var tail = $"FROM {SeriesPages.AllDomains} WHERE {where} GROUP BY \"device\"";
        foreach (var quantity in wanted.Select(s => s.Quantity).Distinct())
        {
            var (value, flag, bad) = InfluxDbReader.Fields(quantity);
            foreach (var ofBad in new[] { false, true })
            {
                var select = ofBad ? $"SELECT last({bad}), {flag}, {value} {tail}" : $"SELECT last({value}), {flag}, {bad} {tail}";
                foreach (var row in await RowsAsync(select, names, cancellationToken))
                {
                    var id = new SeriesId(row.Device ?? "", quantity);
                    Take(wanted.Contains(id) ? ReadingOf(id, row, ofBad) : null, found);
                }
            }
        }
    }

    async ValueTask<IEnumerable<QuerySeries>> RowsAsync(string statement, Dictionary<string, string> names, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync(options.RawDatabase, statement, names, cancellationToken);
        return answer.Partial
            ? throw new TelemetryStoreException($"{options.Name} cuts its answers so short that latest values are missing: raise max-row-limit.")
            : answer.Series.Where(s => s.Rows > 0);
    }

    static void Take(Reading? candidate, Dictionary<SeriesId, Reading> found)
    {
        if (candidate is { } reading && (!found.TryGetValue(reading.Series, out var other) || reading.ObservedAt > other.ObservedAt))
        {
            found[reading.Series] = reading;
        }
    }

    /// <summary>
    /// Where a moment has both, the flag tells which came later: a failed reading leaves its own flag only when no other one
    /// of its time, or a newer one, was there before it.
    /// </summary>
    static Reading ReadingOf(SeriesId id, QuerySeries row, bool ofBad)
    {
        var (at, flag) = ((long)row[0, 0], row[0, 2]);
        var (value, bad) = ofBad ? (row[0, 3], row[0, 1]) : (row[0, 1], row[0, 3]);
        var failed = double.IsNaN(value) || (!double.IsNaN(bad) && flag is not ((byte)Quality.Fail or (byte)Quality.Good));
        return failed
            ? new Reading(id, at, at, bad, Quality.Fail, QualityReasons.None)
            : new Reading(id, at, at, value, InfluxDbReader.QualityOf(flag), QualityReasons.None);
    }
}
