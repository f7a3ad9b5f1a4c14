using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Ingestion.Rollups;

public sealed class RetentionTests : IAsyncLifetime
{
    const long Day = 24 * Hour;
    static readonly KeptFor ForEver = new(null, null, null);

    readonly Asked _upkeep = new();
    RollupSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await RollupSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task KeptForEver_DeletesNothing()
    {
        await RunAsync(RetentionSettings.ForEver, T0);
        Assert.Empty(_upkeep.Forgotten);
    }

    [Fact]
    public async Task Readings_GoByDomain_AndNeverBeforeTheyAreRolledUp()
    {
        var settings = new RetentionSettings(
            new KeptFor(TimeSpan.FromDays(40), null, null), new Dictionary<string, KeptFor> { ["air"] = new(TimeSpan.FromDays(400), null, null), ["waste"] = ForEver });
        await RunAsync(settings, T0 + (1_000 * Day));
        Assert.Empty(_upkeep.Forgotten);

        await _site.File.SetCoverAsync(RollupSpan.Hour, new RollupCover(0, T0 + (700 * Day)), default);
        Assert.Equal(7 * 2, await RunAsync(settings, T0 + (1_000 * Day)));
        Assert.Equal(T0 + (600 * Day), _upkeep.Forgotten["air"]);
        Assert.Equal(T0 + (700 * Day), _upkeep.Forgotten["traffic"]);
        Assert.DoesNotContain("waste", _upkeep.Forgotten.Keys);
    }

    [Fact]
    public async Task HoursAndDays_GoWhenTheirTimeIsOver()
    {
        foreach (var span in new[] { RollupSpan.Hour, RollupSpan.Day })
        {
            var rollups = Enumerable.Range(0, 10).Select(day => new Rollup(T0 + (day * Day), 1, day, day, day, null)).ToList();
            await _site.File.WriteAsync(span, [new SeriesRollups(new(Pm10, "air", "ug/m3"), rollups)], default);
        }

        var settings = new RetentionSettings(ForEver, new Dictionary<string, KeptFor> { ["air"] = new(null, TimeSpan.FromDays(3), TimeSpan.FromDays(6)) });
        await RunAsync(settings, T0 + (10 * Day) + Minute);
        Assert.Equal([7, 8, 9], (await _site.HoursAsync(Pm10)).Select(hour => hour.Mean));
        Assert.Equal([4, 5, 6, 7, 8, 9], (await _site.DaysAsync(Pm10)).Select(day => day.Mean));
    }

    Task<long> RunAsync(RetentionSettings settings, long now) =>
        new Retention(settings, _site.File, _upkeep).RunAsync(now, (_, _) => { }, TestContext.Current.CancellationToken);

    sealed class Asked : ITelemetryUpkeep
    {
        public Dictionary<string, long> Forgotten { get; } = [];

        public ValueTask<long?> DeleteAsync(SeriesId series, long from, long to, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long?> ForgetBeforeAsync(string domain, long before, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken)
        {
            Forgotten[domain] = before;
            return new(2);
        }
    }
}
