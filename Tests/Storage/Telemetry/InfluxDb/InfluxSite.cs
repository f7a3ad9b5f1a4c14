using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Support;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>A store on some server, with an index of the journal in a folder of the test's.</summary>
sealed class InfluxSite : IAsyncDisposable
{
    readonly TempFolder folder = new();

    public InfluxSite(Uri url, string prefix = "cityops", Func<InfluxDbOptions, InfluxDbOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new InfluxDbOptions { Url = url, Prefix = prefix, BetweenWrites = TimeSpan.Zero };
        (Options, Clock) = (change?.Invoke(options) ?? options, clock ?? TimeProvider.System);
        Index = new JournalIndex(folder.File("index.db"));
        Store = new InfluxDbTelemetryStore(Options, Index, Clock, Log);
    }

    public InfluxDbOptions Options { get; }

    public TimeProvider Clock { get; }

    public LogLines Log { get; } = new();

    public JournalIndex Index { get; private set; }

    public InfluxDbTelemetryStore Store { get; private set; }

    /// <summary>What a killed process leaves: nothing is saved that was not saved before.</summary>
    public void Crash()
    {
        Index.Dispose();
        Index = new JournalIndex(folder.File("index.db"));
        Store = new InfluxDbTelemetryStore(Options, Index, Clock, Log);
    }

    /// <summary>A batch with one message a reading.</summary>
    public static JournalBatch Messages(long position, params IReadOnlyList<Reading> readings)
    {
        var batch = Batch(position, readings);
        var messages = readings.Select(r => new JournalMessage(
            batch.Devices.ToList().IndexOf(r.Series.Device), MessageClass.Decoded, default, 0, [], 1, [], r.Late, false));
        return new JournalBatch
        {
            Position = batch.Position, ReceivedAt = batch.ReceivedAt, Devices = batch.Devices, Series = batch.Series, Readings = batch.Readings,
            Messages = [.. messages],
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Index.Dispose();
        folder.Dispose();
    }
}
