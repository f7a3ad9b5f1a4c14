using System.Text;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Intake;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Storage.City;
using CityOps.Tests.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Intake;

/// <summary>Intake with a real journal, ledger and registry in folders of its own. Its clock stands at <see cref="Now"/> until moved.</summary>
sealed class IntakeCity : IAsyncDisposable
{
    public static readonly IntakeSettings Defaults = new(TimeSpan.FromDays(31), TimeSpan.FromMinutes(5), true, 200, 30_000, 64);
    public static readonly DateTimeOffset Now = new(2026, 1, 13, 6, 10, 0, TimeSpan.Zero);
    public const string Aq1 = "cityops/v1/air/aq-1/readings";

    readonly CityFile _file;
    readonly IntakeSettings _settings;
    readonly JournalOptions _options;
    CityJournal? _journal;
    RegistryFeed? _feed;
    RegistryMirror? _mirror;

    IntakeCity(CityFile file, IntakeSettings settings, Func<JournalOptions, JournalOptions>? change)
    {
        (_file, _settings) = (file, settings);
        _options = change?.Invoke(Folder.Options) ?? Folder.Options;
    }

    public FakeTimeProvider Clock { get; private init; } = new(Now);

    public LogLines<MqttIntake> Log { get; } = new();

    public LogLines<RegistryFeed> FeedLog { get; } = new();

    public JournalFolder Folder { get; } = new();

    public CityJournal Journal => _journal!;

    public RegistryFeed Feed => _feed!;

    public Ledger Ledger { get; private set; } = new();

    public IntakeMemory Memory { get; private set; } = null!;

    public MqttIntake Intake { get; private set; } = null!;

    public CityRegistry Registry { get; private set; } = null!;

    public string CityFilePath => _file.Path;

    public LedgerCounts Total => Ledger.Total(0).Counts;

    public static async Task<IntakeCity> StartAsync(
        IntakeSettings? settings = null, Func<JournalOptions, JournalOptions>? change = null, FakeTimeProvider? clock = null)
    {
        var city = new IntakeCity(await CityFile.MigratedAsync(), settings ?? Defaults, change) { Clock = clock ?? new FakeTimeProvider(Now) };
        await city.StartPartsAsync();
        return city;
    }

    /// <summary>Everything again from the disk; what was not committed is gone.</summary>
    public async Task RestartAsync()
    {
        await StopPartsAsync();
        await StartPartsAsync();
    }

    public Task SendAsync(string topic, string payload) => SendAsync(topic, Encoding.UTF8.GetBytes(payload));

    public Task SendAsync(string topic, byte[] payload) => Intake.Accept(topic, payload).WaitAsync(JournalFolder.Limit);

    /// <summary>A record with a time so many seconds from now.</summary>
    public static string At(double seconds, string values, string more = "") =>
        FormattableString.Invariant($"{{\"ts\":\"{Now.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ss.fffZ}\",{more}\"m\":{{{values}}}}}");

    public List<JournalReading> Readings() => [.. JournalFolder.Read(Journal).SelectMany(b => b.Readings)];

    public IReadOnlyList<QuarantinedMessage> Quarantine() => Journal.Quarantine(long.MaxValue, null, 10_000);

    public static long Count(long[] byReason, RejectReason reason) => byReason[(int)reason];

    public async ValueTask DisposeAsync()
    {
        await StopPartsAsync();
        Folder.Dispose();
        _file.Dispose();
    }

    async Task StartPartsAsync()
    {
        _journal = Folder.Open(_options);
        Ledger = LedgerRestore.Restore(_journal, 0, NullLogger.Instance);
        Memory = IntakeMemory.Restore(_journal, Ledger, _settings);
        _journal.Committed += Ledger.Apply;
        Registry = new CityRegistry(_file.Open());
        _mirror = new RegistryMirror(Registry, NullLogger<RegistryMirror>.Instance);
        _feed = new RegistryFeed(Registry, _mirror, TimeProvider.System, FeedLog);
        await _feed.StartAsync(default);
        Intake = new MqttIntake(_journal, _feed, _settings, Memory, Clock, Log);
    }

    async Task StopPartsAsync()
    {
        await _feed!.StopAsync(default);
        _feed.Dispose();
        _mirror!.Dispose();
        await _journal!.DisposeAsync();
    }
}
