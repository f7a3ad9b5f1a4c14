using CityOps.Core.Readings;
using CityOps.Ingestion.Registration;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.Rollups;
using CityOps.Tests.Storage.City;
using CityOps.Tests.Storage.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Tests.Ingestion.Rollups;

/// <summary>A store, its roll-ups and what marks late hours, all on real files, with two series that report once a minute.</summary>
sealed class RollupSite : IAsyncDisposable
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    readonly TempFolder _folder = new();
    readonly CityFile _city;
    readonly RegistryMirror _registry;
    JournalIndex _index = null!;
    long _position;

    RollupSite(CityFile city)
    {
        _city = city;
        _registry = new RegistryMirror(new CityRegistry(city.Open()), NullLogger<RegistryMirror>.Instance);
    }

    public EmbeddedTelemetryStore Store { get; private set; } = null!;

    public RollupFile File { get; private set; } = null!;

    public LateHours Late { get; private set; } = null!;

    public RollupRun Run => new(Store, File, Late, _registry, Zone, TimeSpan.FromDays(31));

    public RolledUpReader Reader => new(Store, File, Late, SomeLimits.None, Zone);

    /// <summary>What the last run told of its progress.</summary>
    public List<(int Done, int Of)> Progress { get; } = [];

    public static async Task<RollupSite> StartAsync()
    {
        var site = new RollupSite(await CityFile.MigratedAsync());
        var registry = new CityRegistry(site._city.Open());
        await registry.PutDeviceAsync(TestBatches.Pm10.Device, new DevicePut(null, "air", null, null, 60));
        await registry.DiscoverAsync([new(TestBatches.Pm10.Device, "air", "pm10", "ug/m3"), new(TestBatches.Flow.Device, "traffic", "flow", "veh/h")]);
        await site.OpenAsync();
        return site;
    }

    /// <summary>As after a restart of the process, or a crash of it: the store's memory is what a stop flushed.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public ValueTask WriteAsync(params Reading[] readings) => Late.WriteAsync(Store, [TestBatches.Batch(++_position, readings)], TestContext.Current.CancellationToken);

    /// <summary>Everything is stored up to a moment.</summary>
    public Task<RollupOutcome> RollAsync(long passed)
    {
        Progress.Clear();
        return Run.RunAsync(passed, (done, of) => Progress.Add((done, of)), TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<Rollup>> HoursAsync(SeriesId series) =>
        await File.ReadAsync(RollupSpan.Hour, series, long.MinValue, long.MaxValue, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<Rollup>> DaysAsync(SeriesId series) =>
        await File.ReadAsync(RollupSpan.Day, series, long.MinValue, long.MaxValue, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _registry.Dispose();
        _city.Dispose();
        _folder.Dispose();
    }

    async Task OpenAsync()
    {
        Store = await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = _folder.File("telemetry.db") }, TimeProvider.System);
        File = new RollupFile(_folder.File("rollups.db"));
        _index = new JournalIndex(_folder.File("index.db"));
        Late = new LateHours(_index, (await File.CoverAsync(RollupSpan.Hour, default))?.Until ?? long.MinValue);
    }

    async Task CloseAsync()
    {
        await Store.DisposeAsync();
        File.Dispose();
        Late.Dispose();
        _index.Dispose();
    }
}
