using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CityOps.Benchmarks.Intake;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Benchmarks.Stores;

/// <summary>Asks a store through the HTTP API of a real city, one question after the other, about times all over what is in it.</summary>
sealed class StoresRun(StoresPlan plan)
{
    public async Task<StoresResult> AskAsync(IFilledStore store, CancellationToken ct)
    {
        await BearAsync(Path.Combine(store.DataFolder, "city.db"), ct);
        await using var city = await CityProcess.StartAsync(store.DataFolder, "Development", store.Settings);
        var random = new Random(7);
        var days = await TimesAsync(StoresPlan.DayQuestions, () => AskDayAsync(city.Http, random, ct), body => Check(body, 1_440, 288));
        var weeks = await TimesAsync(StoresPlan.WeekQuestions, () => AskWeeksAsync(city.Http, random, ct), body => Check(body, 7 * 1_440, 7 * 24));
        return new StoresResult(store.Name, store.Bytes, store.Written, store.Packed, days, weeks, city.PeakMegabytes());
    }

    /// <summary>
    /// Until the last byte is here; what is in the answers is looked at afterwards. The first few are for whoever compiles and
    /// caches, and not counted.
    /// </summary>
    static async Task<LatencyBuckets> TimesAsync(int count, Func<Task<byte[][]>> ask, Action<byte[]> check)
    {
        var times = new List<double>();
        for (var i = 0; i < count + StoresPlan.Warm; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var answers = await ask();
            if (i >= StoresPlan.Warm)
            {
                times.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            }

            Array.ForEach(answers, check);
        }

        return LatencyBuckets.Of(times);
    }

    async Task<byte[][]> AskDayAsync(HttpClient http, Random random, CancellationToken ct) =>
        [await AskAsync(http, plan.Series[random.Next(plan.Series.Count)].Id, Some(random, StoresPlan.Day), StoresPlan.Day, "5m", ct)];

    /// <summary>As a page asks for twenty lines: all at once.</summary>
    Task<byte[][]> AskWeeksAsync(HttpClient http, Random random, CancellationToken ct)
    {
        var (first, from) = (random.Next(plan.Series.Count - StoresPlan.WeekSeries), Some(random, StoresPlan.Week));
        return Task.WhenAll(Enumerable.Range(first, StoresPlan.WeekSeries).Select(i => AskAsync(http, plan.Series[i].Id, from, StoresPlan.Week, "1h", ct)));
    }

    /// <summary>A whole hour, so that every bucket is whole.</summary>
    long Some(Random random, long length) => StoresPlan.Start + (random.NextInt64((plan.End - StoresPlan.Start - length) / 3_600_000) * 3_600_000);

    static Task<byte[]> AskAsync(HttpClient http, SeriesId series, long from, long length, string bucket, CancellationToken ct) => http.GetByteArrayAsync(
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/readings?series={series}&from={from}&to={from + length}&bucket={bucket}&limit=10000"), ct);

    static void Check(byte[] body, int readings, int buckets)
    {
        var items = JsonNode.Parse(body)!["items"]!.AsArray();
        var count = items.Sum(item => (long)item!["count"]!);
        if (count != readings || items.Count != buckets)
        {
            throw new InvalidOperationException($"{count} readings in {items.Count} buckets, instead of {readings} in {buckets}");
        }
    }

    async Task BearAsync(string cityDatabase, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite(cityDatabase);
        await using (var database = new CityDatabase(options.Options))
        {
            await database.Database.MigrateAsync(ct);
        }

        var registry = new CityRegistry(new PooledDbContextFactory<CityDatabase>(options.Options));
        await registry.DiscoverAsync([.. plan.Series.Select(s => new Discovery(s.Id.Device, s.Domain, s.Id.Quantity, s.Unit))], ct);
    }
}

/// <param name="Bytes">Of all readings.</param>
sealed record StoresResult(
    string Name, long Bytes, TimeSpan Written, TimeSpan? Packed, LatencyBuckets Days, LatencyBuckets Weeks, double CityMegabytes);
