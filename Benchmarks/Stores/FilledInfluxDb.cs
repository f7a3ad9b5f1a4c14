using System.Diagnostics;
using CityOps.Benchmarks.Rig;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Benchmarks.Stores;

/// <summary>A real influxd, written by the product's own writer.</summary>
sealed class FilledInfluxDb : IFilledStore
{
    /// <summary>So long nothing may change in its folder: it compacts by itself, and when it is done it says nothing.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly TempFolder _folder = new();
    readonly InfluxServer _server;

    FilledInfluxDb(InfluxServer server) => _server = server;

    public string Name => "InfluxDB 1.x";

    public string[] Settings => ["--Store:Kind=InfluxDb", $"--Store:InfluxDb:Url={_server.Url}"];

    public string DataFolder => _folder.Path;

    public long Bytes { get; private set; }

    public TimeSpan Written { get; private set; }

    public TimeSpan? Packed => null;

    public static async Task<FilledInfluxDb> FillAsync(StoresPlan plan, CancellationToken ct)
    {
        var filled = new FilledInfluxDb(await InfluxServer.StartNewAsync());
        var clock = Stopwatch.StartNew();
        using (var index = new JournalIndex(filled._folder.File("filling.db")))
        {
            await using var store = new InfluxDbTelemetryStore(
                new InfluxDbOptions { Url = filled._server.Url, BetweenWrites = TimeSpan.Zero, Timeout = TimeSpan.FromMinutes(1) }, index, TimeProvider.System);
            await store.PrepareAsync(ct);
            foreach (var some in plan.Batches(Guid.NewGuid()).Chunk(5))
            {
                await store.WriteAsync(some, ct);
            }

            await store.FlushAsync(ct);
        }

        filled.Written = clock.Elapsed;
        filled.Bytes = await filled.SettledBytesAsync(ct);
        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    async Task<long> SettledBytesAsync(CancellationToken ct)
    {
        var (clock, since, bytes) = (Stopwatch.StartNew(), TimeSpan.Zero, _server.DataBytes());
        while (clock.Elapsed < Patience && clock.Elapsed - since < Quiet)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            if (_server.DataBytes() is var now && now != bytes)
            {
                (bytes, since) = (now, clock.Elapsed);
            }
        }

        return bytes;
    }
}
