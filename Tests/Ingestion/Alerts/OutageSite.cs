using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.City;
using CityOps.Storage.Telemetry;
using CityOps.Tests.Ingestion.Pipeline;
using CityOps.Tests.Storage.City;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Alerts;

/// <summary>A real alert log and journal, a store and a broker that are as they are told, and who watches them. Its clock moves by <see cref="GoAsync"/> only.</summary>
sealed class OutageSite : IAsyncDisposable
{
    static readonly DateTimeOffset Start = new(2026, 1, 13, 11, 3, 0, TimeSpan.Zero);

    readonly CityFile _file;
    readonly JournalFolder _folder = new();
    readonly CityJournal _journal;
    readonly AwayFactory _database;
    readonly StoreWriter _writer;
    readonly ToldStore _store = new();
    OutageWatch _watch = null!;

    /// <summary>What the channels of notifications said last.</summary>
    public ChannelTrouble Channels { get; } = new();

    bool _full;

    OutageSite(CityFile file)
    {
        _file = file;
        _database = new AwayFactory(file.Open());
        Log = new AlertLog(_database, AlertLog.DefaultAnnounceWithin);
        // Looked at again at every commit that is tried.
        var options = _folder.Options with { Volume = () => Volatile.Read(ref _full) ? (0, 1L << 40) : (1L << 40, 1L << 40) };
        _journal = CityJournal.Open(options, Clock, NullLogger.Instance);
        _writer = new StoreWriter(_journal, _store, new LateHours(_journal.Index, long.MinValue), new Ledger(), Clock, NullLogger<StoreWriter>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public EvaluatorSite.ToldDoor Door { get; } = new();

    public AlertLog Log { get; }

    public StoreTrouble? Store
    {
        set => _store.Trouble = value;
    }

    public bool DatabaseIsAway
    {
        set => _database.IsAway = value;
    }

    public static async Task<OutageSite> StartAsync()
    {
        var site = new OutageSite(await CityFile.MigratedAsync());
        await site.StartWatchAsync();
        return site;
    }

    public async Task StartWatchAsync()
    {
        _watch = new OutageWatch(new PartSights(Door, _journal, _writer, Channels, new DeviceClocks(new Ledger())), Log, Clock, NullLogger<OutageWatch>.Instance);
        await _watch.StartAsync(default);
    }

    public async Task StopWatchAsync()
    {
        await _watch.StopAsync(default);
        _watch.Dispose();
    }

    /// <summary>Moves the clock, second by second, and returns when each has been looked at.</summary>
    public async Task GoAsync(int seconds)
    {
        for (; seconds > 0; seconds--)
        {
            var before = _watch.Looks;
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Eventually.SatisfiesAsync(() => Task.FromResult(_watch.Looks), looks => looks > before, "another look");
        }
    }

    public void StoreFails(string why = "no answer") => Store = new StoreTrouble(Clock.UnixMs(), why);

    /// <summary>Returns when the journal is in trouble.</summary>
    public async Task FillDiskAsync()
    {
        Volatile.Write(ref _full, true);
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        _ = _journal.Append(JournalFolder.Message(1));
        await Eventually.SatisfiesAsync(() => Task.FromResult(_journal.Trouble), trouble => trouble is not null, "trouble of the journal");
    }

    /// <summary>Returns after the look that found the journal well again: it tries each half second of the clock.</summary>
    public async Task MakeRoomAsync()
    {
        Volatile.Write(ref _full, false);
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await GoAsync(1);
                return _journal.Trouble;
            },
            trouble => trouble is null, "the journal takes messages");
    }

    /// <summary>All alerts, oldest first: rule, seconds from its start to its raise and to its end, and whether it is open.</summary>
    public async Task<string[]> StoryAsync() =>
    [
        .. (await Log.QueryAsync(new AlertQuery(), Clock.UnixMs())).Items.Reverse().Select(alert => FormattableString.Invariant(
            $"{alert.Rule.Id} {Second(alert.StartedAt)} {Second(alert.RaisedAt)} {(alert.ClearedAt is { } cleared ? Second(cleared).ToString(System.Globalization.CultureInfo.InvariantCulture) : "open")}")),
    ];

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(default);
        _watch.Dispose();
        _writer.Dispose();
        Volatile.Write(ref _full, false);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await _journal.DisposeAsync();
        _folder.Dispose();
        _file.Dispose();
    }

    static long Second(long at) => (at - Start.ToUnixTimeMilliseconds()) / 1_000;

    sealed class AwayFactory(IDbContextFactory<CityDatabase> real) : IDbContextFactory<CityDatabase>
    {
        public bool IsAway { get; set; }

        public CityDatabase CreateDbContext() => IsAway ? throw new IOException("the city database is away") : real.CreateDbContext();
    }
}
