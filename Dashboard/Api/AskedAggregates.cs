using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Api;

/// <summary>What a request wants to know of each bucket. Mean, min, max and count are always given.</summary>
/// <param name="Extra">What is given beside them, in the order of the request.</param>
/// <param name="OfStore">What of it the store works out.</param>
sealed record AskedAggregates(IReadOnlyList<string> Extra, BucketAggregates OfStore)
{
    public const string TimeWeighted = "timeWeighted";
    public const string FlowWeighted = "flowWeighted";
    public const string Harmonic = "harmonic";

    static readonly string[] AlwaysGiven = ["mean", "min", "max", "count"];

    /// <summary>One of these is asked for.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Extra.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="ApiException">A name that there is none of.</exception>
    public static AskedAggregates Parse(string? text)
    {
        var names = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Except(AlwaysGiven).ToList();
        if (names.Find(name => name is not ("first" or "last" or TimeWeighted or FlowWeighted or Harmonic) && PercentOf(name) is null) is { } unknown)
        {
            throw ApiException.BadParameter(
                "aggregate", $"'{unknown}' is none of mean, min, max, count, first, last, p1 to p99, {TimeWeighted}, {FlowWeighted}, {Harmonic}");
        }

        return new AskedAggregates(names, new BucketAggregates([.. names.Select(PercentOf).OfType<int>()]));
    }

    /// <param name="weighted">The weighted means by name and start of bucket; null in the answer where a bucket has none.</param>
    public Dictionary<string, object?> Item(Bucket bucket, IReadOnlyDictionary<string, Dictionary<long, double>> weighted)
    {
        var item = new Dictionary<string, object?>
        {
            ["t"] = Instants.ToRfc3339(bucket.T),
            ["mean"] = bucket.Mean,
            ["min"] = bucket.Min,
            ["max"] = bucket.Max,
            ["count"] = bucket.Count,
        };
        var percentile = 0;
        foreach (var name in Extra)
        {
            item[name] = name switch
            {
                "first" => bucket.First,
                "last" => bucket.Last,
                _ when weighted.TryGetValue(name, out var means) => means.TryGetValue(bucket.T, out var mean) ? mean : null,
                _ => bucket.Percentiles[percentile++],
            };
        }

        return item;
    }

    static int? PercentOf(string name) =>
        name is ['p', ..] && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 99
            ? percent
            : null;
}
