using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Configuration;

namespace CityOps.Dashboard.Figures;

/// <summary>
/// The city's key figures: looked at once a second at most, however many screens ask, and noted twice a minute for their lines. Safe for
/// concurrent use.
/// </summary>
public sealed class FigureBoard(ScreenSettings settings, LiveFeed feed, LiveClocks clocks, FigurePast past) : BackgroundService
{
    static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(30);

    /// <summary>The store of a city that has just started fills up, and its registry with it: asked at each note at first, and then at every so many.</summary>
    const int AskOftenFor = 6, AskPastEvery = 10;

    readonly Lock _gate = new();
    readonly HashSet<string> _quantities = [.. settings.KeyFigures.Select(figure => figure.Quantity)];
    readonly List<FigureTrail> _trails = [.. settings.KeyFigures.Select(_ => new FigureTrail())];
    IReadOnlyList<FigureView> _views = [];
    long? _lookedAt;

    /// <summary>In the order of the settings.</summary>
    public IReadOnlyList<FigureView> Look()
    {
        lock (_gate)
        {
            if (_lookedAt is not { } at || clocks.Pace.GetElapsedTime(at) >= FreshFor)
            {
                _lookedAt = clocks.Pace.GetTimestamp();
                _views = Views();
            }

            return _views;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenNotes, clocks.Pace);
        for (var round = 0; settings.KeyFigures.Count > 0; round++)
        {
            if (round < AskOftenFor || round % AskPastEvery == 0)
            {
                await AskPastAsync(stoppingToken);
            }

            await timer.WaitForNextTickAsync(stoppingToken);
            Note();
        }
    }

    void Note()
    {
        var now = clocks.City.UnixMs();
        foreach (var (view, trail) in Look().Zip(_trails))
        {
            if (view.Chosen is { } chosen)
            {
                trail.Add(new FigurePoint(now, chosen.Value));
            }
        }
    }

    /// <summary>What was before this process: until the lines are an hour long by themselves.</summary>
    async Task AskPastAsync(CancellationToken cancellationToken)
    {
        var now = clocks.City.UnixMs();
        for (var i = 0; i < _trails.Count; i++)
        {
            if (!_trails[i].IsWhole(now))
            {
                _trails[i].Before(await past.OfAsync(settings.KeyFigures[i], now, cancellationToken));
            }
        }
    }

    IReadOnlyList<FigureView> Views()
    {
        var (now, registry) = (clocks.City.UnixMs(), feed.Registry);
        var fresh = feed.ValuesOf(_quantities).Where(reading => IsFresh(reading, registry, now))
            .ToLookup(reading => (registry.Series[reading.Series].Domain, reading.Series.Quantity));
        var alerts = feed.OpenAlerts.Where(alert => alert.IsOpen && !alert.IsAside(now)).ToLookup(alert => (alert.Domain, alert.Quantity));
        return [.. settings.KeyFigures.Select((figure, i) => ViewOf(figure, [.. fresh[(figure.Domain, figure.Quantity)]], [.. alerts[(figure.Domain, figure.Quantity)]], _trails[i].Points(now)))];
    }

    static bool IsFresh(in Reading reading, Registry registry, long now) =>
        reading.Quality is not (Quality.Fail or Quality.Missing) && registry.Series.ContainsKey(reading.Series) &&
        registry.Devices.TryGetValue(reading.Series.Device, out var device) && now - reading.ObservedAt <= StationPatience.MsOf(device);

    FigureView ViewOf(KeyFigure figure, List<Reading> fresh, IReadOnlyList<Alert> alerts, IReadOnlyList<FigurePoint> trail)
    {
        Reading? chosen = figure.Choose([.. fresh.Select(reading => reading.Value)]) is { } at ? fresh[at] : null;
        var unit = chosen is { } reading && feed.Registry.Series.TryGetValue(reading.Series, out var series) ? series.Unit : "";
        return new FigureView(figure, chosen, fresh.Count, unit, alerts.MinBy(alert => (alert.Severity, alert.Acknowledged is not null)), alerts.Count, trail);
    }
}
