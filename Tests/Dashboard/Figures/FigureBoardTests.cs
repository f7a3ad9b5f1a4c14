using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Figures;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UiCity = CityOps.Tests.Dashboard.Ui.SomeCity;

namespace CityOps.Tests.Dashboard.Figures;

public sealed class FigureBoardTests : IDisposable
{
    const long Now = 1_764_450_000_000;

    readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Now));
    readonly LiveFeed _feed = new();
    readonly SomeStore _store = new();
    readonly FigureBoard _board;

    public FigureBoardTests()
    {
        var settings = new ScreenSettings([new("air", "pm10", FigureOf.Highest), new("water", "pressure", FigureOf.Lowest)]);
        var past = new FigurePast(_feed, _store, TimeZoneInfo.Utc, NullLogger<FigurePast>.Instance);
        _board = new FigureBoard(settings, _feed, new LiveClocks(_time, _time), past);
        _feed.TakeRegistry(RegistryOf("air:a:pm10", "air:b:pm10", "water:w:pressure", "heat:h:pressure"));
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Figure_IsOfItsDomain_AndOfFreshReadingsThatCanBeTrusted()
    {
        Take(Reading("a", "pm10", 40), Reading("b", "pm10", 55), Reading("w", "pressure", 4.2), Reading("h", "pressure", 1.1));
        Take(Reading("b", "pm10", 900, quality: Quality.Fail));

        var (air, water) = (_board.Look()[0], _board.Look()[1]);

        Assert.Equal((40.0, 1, "ug/m3"), (air.Chosen!.Value.Value, air.Count, air.Unit));
        Assert.Equal(4.2, water.Chosen!.Value.Value);
    }

    [Fact]
    public void SilentDevice_StandsForNothing()
    {
        Take(Reading("a", "pm10", 90, Now - 200_000), Reading("b", "pm10", 55));

        Assert.Equal(55, _board.Look()[0].Chosen!.Value.Value);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(_board.Look()[0].Chosen);
    }

    [Fact]
    public void Alerts_ThatAskForAHand_AreCounted()
    {
        _feed.TakeAlerts([
            UiCity.Alert("x", Severity.Minor), UiCity.Alert("y", Severity.Major), UiCity.Alert("z", Severity.Critical) with { SuppressedBy = "y" },
            UiCity.Alert("w", Severity.Critical) with { Domain = "water" }]);

        var air = _board.Look()[0];

        Assert.Equal(("y", 2), (air.Worst!.Id, air.Alerts));
    }

    [Fact]
    public void ManyScreens_AskOnce_UntilASecondIsOver()
    {
        Take(Reading("a", "pm10", 40));
        var first = _board.Look();
        Take(Reading("a", "pm10", 41, Now + 1));

        Assert.Same(first, _board.Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(41, _board.Look()[0].Chosen!.Value.Value);
    }

    [Fact]
    public async Task Line_BeginsWithWhatTheStoreKnows_AndGoesOn()
    {
        _store.Buckets["a:pm10"] = [(Now - 240_000, 30), (Now - 120_000, 35)];
        _store.Buckets["b:pm10"] = [(Now - 120_000, 50)];
        Take(Reading("a", "pm10", 40));

        await _board.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.SatisfiesAsync(() => Task.FromResult(Trail()), trail => trail is [30, 50, ..], "what was stored");
        await Eventually.SatisfiesAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                Take(Reading("a", "pm10", 40, _time.GetUtcNow().ToUnixTimeMilliseconds()));
                return Task.FromResult(Trail());
            },
            trail => trail.Length > 2, "a point of its own");

        Assert.Equal([30, 50, 40], Trail().Take(3));
        await _board.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StoreThatIsAway_LeavesALineThatBeginsNow()
    {
        _store.IsAway = true;
        var past = new FigurePast(_feed, _store, TimeZoneInfo.Utc, NullLogger<FigurePast>.Instance);

        Assert.Empty(await past.OfAsync(new("air", "pm10", FigureOf.Highest), Now, TestContext.Current.CancellationToken));
    }

    double[] Trail()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return [.. _board.Look()[0].Trail.Select(point => point.V)];
    }

    void Take(params Reading[] readings) => _feed.TakeValues(readings, Now);

    static Reading Reading(string device, string quantity, double value, long at = Now, Quality quality = Quality.Good) =>
        new(new(device, quantity), at, at, value, quality, QualityReasons.None);

    /// <summary>Each word is domain, device and quantity.</summary>
    static Registry RegistryOf(params string[] all)
    {
        var words = all.Select(one => one.Split(':')).ToList();
        return new Registry(
            1, FrozenDictionary<string, Station>.Empty,
            words.ToFrozenDictionary(w => w[1], w => new Device(w[1], w[1], w[0], null, null, Registration.Accepted, 60, null)),
            words.ToFrozenDictionary(w => new SeriesId(w[1], w[2]), w => new Series(new(w[1], w[2]), w[0], w[0] == "air" ? "ug/m3" : "bar")));
    }

    sealed class SomeStore : ITelemetryReader
    {
        public Dictionary<string, (long T, double V)[]> Buckets { get; } = [];

        public bool IsAway { get; set; }

        public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
            SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) => IsAway
            ? throw new HttpRequestException("away")
            : new([.. (Buckets.GetValueOrDefault(series.ToString()) ?? []).Select(b => new Bucket(b.T, 1, b.V, b.V, b.V, b.V, b.V, []))]);

        public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
