using System.Globalization;
using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Pipeline;
using CityOps.Simulators;
using CityOps.Simulators.Incidents;
using CityOps.Storage.City;
using CityOps.Storage.Journal;

namespace CityOps.Dashboard.Demo;

/// <summary>
/// The simulated city of the Development environment. It is a client of the broker like any other; before the pages open it has
/// sent the last 24 hours, or what is missing of them.
/// </summary>
sealed class DemoCity : BackgroundService
{
    static readonly TimeSpan History = TimeSpan.FromDays(1);
    static readonly TimeSpan MostWait = TimeSpan.FromSeconds(15);

    readonly DemoProgress _progress;
    readonly RuleBook _book;
    readonly Ledger _ledger;
    readonly TimeProvider _clock;
    readonly ILogger<DemoCity> _logger;
    readonly CityPlayer _player;

    public DemoCity(CitySettings settings, RuleBook book, Ledger ledger, DemoProgress progress, TimeProvider clock, ILogger<DemoCity> logger)
    {
        (_book, _ledger, _progress, _clock, _logger) = (book, ledger, progress, clock, logger);
        _player = new CityPlayer(
            new PlayerOptions
            {
                Host = settings.Broker.Host,
                Port = settings.Broker.Port,
                Stations = settings.Demo.Stations,
                Incidents = settings.Demo.Incidents,
                TakesOrders = true,
                Notice = notice => _logger.LogInformation("Simulated city: {Notice}", notice),
            },
            clock);
    }

    /// <summary>Who plays it: incidents and faults of it can be started and stopped.</summary>
    public CityPlayer Player => _player;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _book.SeedAsync(DemoRules.All, cancellationToken);
        await _player.ConnectAsync(cancellationToken);
        var now = _clock.UnixMs();
        var from = Math.Max(now - (long)History.TotalMilliseconds, NewestReading() + 1);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Simulated Ljubljana: {_player.Stations} stations; filling in the last {(now - from) / 3_600_000.0:0.0} hours …"));
        var began = _clock.Pace().GetTimestamp();
        await _player.BackfillAsync(from, now, progress: null, cancellationToken);
        await _progress.CaughtUpAsync(MostWait, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{_player.Account.Readings:N0} readings are in store after {_clock.Pace().GetElapsedTime(began).TotalSeconds:0.0} s."));
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _player.RunAsync(stoppingToken);

    /// <summary>The newest reading of any simulated device, Unix ms; zero at the first start.</summary>
    long NewestReading() =>
        _player.Devices.Max(device => _ledger.Device(device, 0)?.LastObservedAt ?? 0);
}

/// <summary>Tells when alerts and store have had everything that is in the journal.</summary>
sealed class DemoProgress(Journal journal, StoreWriter store, EvaluatorHost evaluator, TimeProvider clock)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when they have caught up, or after <paramref name="most"/>.</summary>
    public async Task CaughtUpAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        var head = journal.Head;
        var began = clock.Pace().GetTimestamp();
        using var timer = new PeriodicTimer(LookEvery, clock.Pace());
        while ((store.WrittenPosition < head || evaluator.Position < head) && clock.Pace().GetElapsedTime(began) < most)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}

static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services) =>
        services.AddSingleton<DemoProgress>().AddSingleton<DemoCity>().AddHostedService(provider => provider.GetRequiredService<DemoCity>());

    /// <summary>Where no city is played there is no page for it: pages are drawn in a circuit, and a circuit has no status code.</summary>
    public static void HideDemoWithoutCity(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(DemoCity)))
        {
            app.UseWhen(http => http.Request.Path.StartsWithSegments("/demo"), page => page.Run(http =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        }
    }
}
