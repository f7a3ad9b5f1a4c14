using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Means;

namespace CityOps.Dashboard.Api;

/// <summary>Means in which readings count by the time they stood for or the vehicles that passed: worked out here, from single readings, whatever the store.</summary>
sealed class WeightedMeans(ITelemetryReader store, SeriesLookup lookup, LiveFeed feed, TimeProvider clock)
{
    /// <summary>What says how many vehicles a speed is of, the better one first.</summary>
    static readonly string[] Vehicles = ["vehicleCount", "flow"];

    /// <summary>By the name it was asked by and the start of the bucket.</summary>
    /// <param name="buckets">Those that are answered.</param>
    /// <exception cref="ApiException">The series has no such mean.</exception>
    public async Task<IReadOnlyDictionary<string, Dictionary<long, double>>> OfAsync(
        ReadingsRange range, BucketSize size, IReadOnlyList<Bucket> buckets, AskedAggregates asked, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Dictionary<long, double>>();
        if (asked.Has(AskedAggregates.TimeWeighted))
        {
            found[AskedAggregates.TimeWeighted] = ByStart(await TimeWeightedAsync(range, size, [.. buckets.Select(bucket => bucket.T)], cancellationToken));
        }

        if (asked.Has(AskedAggregates.FlowWeighted, AskedAggregates.Harmonic))
        {
            var (flowWeighted, harmonic) = await SpeedsAsync(range, size, cancellationToken);
            (found[AskedAggregates.FlowWeighted], found[AskedAggregates.Harmonic]) = (ByStart(flowWeighted), ByStart(harmonic));
        }

        return found;
    }

    async Task<IReadOnlyList<WeightedMean>> TimeWeightedAsync(ReadingsRange range, BucketSize size, HashSet<long> wanted, CancellationToken cancellationToken)
    {
        var hold = feed.Registry.Devices.TryGetValue(range.Series.Id.Device, out var device) ? StationPatience.MsOf(device) : StationPatience.LeastMs;
        // What is newest stands until now, and not into the future.
        var mean = new TimeWeightedMean(size, wanted.Contains, range.From, Math.Min(range.To, clock.UnixMs()), hold);
        await foreach (var reading in store.ReadAllAsync(range.Series.Id, range.From - hold, range.To, cancellationToken))
        {
            mean.Add(reading);
        }

        return mean.End();
    }

    async Task<(IReadOnlyList<WeightedMean> FlowWeighted, IReadOnlyList<WeightedMean> Harmonic)> SpeedsAsync(
        ReadingsRange range, BucketSize size, CancellationToken cancellationToken)
    {
        var means = new SpeedMeans(size);
        var vehicles = await VehiclesOfAsync(range.Series, cancellationToken);
        await using var flow = store.ReadAllAsync(vehicles, range.From, range.To, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await flow.MoveNextAsync();
        await foreach (var speed in store.ReadAllAsync(range.Series.Id, range.From, range.To, cancellationToken))
        {
            while (more && (flow.Current.T < speed.T || flow.Current.Q == Quality.Fail))
            {
                more = await flow.MoveNextAsync();
            }

            if (more && flow.Current.T == speed.T && speed.Q != Quality.Fail)
            {
                means.Add(speed.T, speed.V, flow.Current.V);
            }
        }

        return means.End();
    }

    async Task<SeriesId> VehiclesOfAsync(Series speed, CancellationToken cancellationToken)
    {
        foreach (var quantity in speed is { Domain: "traffic", Id.Quantity: "speed" } ? Vehicles : [])
        {
            if (await lookup.FindAsync(speed.Id with { Quantity = quantity }, cancellationToken) is { } known)
            {
                return known.Id;
            }
        }

        throw new ApiException(
            StatusCodes.Status422UnprocessableEntity,
            $"aggregate: {AskedAggregates.FlowWeighted} and {AskedAggregates.Harmonic} are of a traffic detector's speed, and need its {string.Join(" or ", Vehicles)}; {speed.Id} has none");
    }

    static Dictionary<long, double> ByStart(IReadOnlyList<WeightedMean> means) => means.ToDictionary(mean => mean.T, mean => mean.Mean);
}
