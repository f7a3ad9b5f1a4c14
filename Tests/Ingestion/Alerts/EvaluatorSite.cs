using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Tests.Ingestion.Alerts;

/// <summary>A real journal, city database and evaluator host on a folder, started as often as a test likes.</summary>
sealed class EvaluatorSite : IAsyncDisposable
{
    static readonly Series Pm10 = new(new SeriesId("aq-1", "pm10"), "air", "ug/m3");

    readonly ServiceProvider _services;
    readonly CitySettings _settings;
    readonly EvaluatorHost _host;

    EvaluatorSite(ServiceProvider services, CitySettings settings, Journal journal, TimeProvider clock)
    {
        (_services, _settings, Journal) = (services, settings, journal);
        var registry = new RegistryMirror(services.GetRequiredService<CityRegistry>(), NullLogger<RegistryMirror>.Instance);
        Findings = new FindingsWriter(Log, clock, NullLogger<FindingsWriter>.Instance);
        _host = new EvaluatorHost(journal, registry, Rules, Findings, Door, Connections, settings, clock, Said);
    }

    public Journal Journal { get; }

    public DeviceConnections Connections { get; } = new();

    public RuleBook Rules => _services.GetRequiredService<RuleBook>();

    public AlertLog Log => _services.GetRequiredService<AlertLog>();

    public FindingsWriter Findings { get; }

    /// <summary>What the evaluator's host has logged.</summary>
    public LogLines<EvaluatorHost> Said { get; } = new();

    /// <summary>The broker, as the test wants it to be.</summary>
    public ToldDoor Door { get; } = new();

    public string? StartNote => _host.StartNote;

    public string SnapshotFile => _settings.EvaluatorFile;

    public static async Task<EvaluatorSite> StartAsync(TempFolder folder, TimeProvider? clock = null)
    {
        var settings = CitySettingsReader.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), folder.Path, production: false);
        Directory.CreateDirectory(settings.DataPath);
        var services = new ServiceCollection().AddCityDatabase(settings.CityFile, settings.AnnounceWithin).BuildServiceProvider();
        await CityDatabaseSetup.MigrateAsync(services.GetRequiredService<IDbContextFactory<CityDatabase>>(), TimeProvider.System);
        var journal = Journal.Open(new JournalOptions { Folder = settings.JournalFolder }, TimeProvider.System, NullLogger.Instance);
        var site = new EvaluatorSite(services, settings, journal, clock ?? TimeProvider.System);
        await site._host.StartAsync(CancellationToken.None);
        return site;
    }

    /// <summary>Journals one reading and returns when it is judged and what was found is in the log.</summary>
    public async Task ReadAsync(long observedAt, double value)
    {
        var entry = new JournalEntry { Device = "aq-1", ReceivedAt = observedAt, Class = MessageClass.Decoded };
        entry.Readings.Add(new EntryReading(Pm10, observedAt, value, Quality.Good, QualityReasons.None, Late: false));
        await Journal.Append(entry);
        await CaughtUpAsync();
    }

    public Task CaughtUpAsync() => Eventually.SatisfiesAsync(() => Task.FromResult(_host.Position), position => position == Journal.Head, "the evaluator catches up");

    public async Task<AlertRule> AddRuleAsync(string name, double raise)
    {
        var rule = await Rules.CreateAsync(new AlertRule
        {
            Id = "",
            Version = 0,
            Name = name,
            Quantity = "pm10",
            Severity = Severity.Major,
            Condition = Condition.Above(raise, raise - 10),
        });
        return rule;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await Journal.DisposeAsync();
        await _services.DisposeAsync();
    }

    /// <summary>A broker that is up or down as it is told.</summary>
    internal sealed class ToldDoor : IBrokerDoor
    {
        static readonly Dictionary<string, double> None = [];

        public DoorState State { get; private set; } = new(true, 0, "up", None);

        public void Tell(bool isUp, long since) => State = new DoorState(isUp, since, isUp ? "up" : "down", None);

        public Task OpenAsync() => Task.CompletedTask;

        public Task CloseAsync() => Task.CompletedTask;
    }
}
