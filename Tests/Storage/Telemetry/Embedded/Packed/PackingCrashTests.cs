using System.Diagnostics;
using System.Globalization;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

public sealed class PackingCrashTests : IDisposable
{
    const int PerSeries = 6_000;

    static readonly SeriesId[] Series = [.. Enumerable.Range(0, 40).Select(i => new SeriesId($"d-{i}", "pm10"))];

    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Kill9WhilePacking_LosesAndDoublesNothing_AndItGoesOnFromThere()
    {
        await FillAsync();
        var (random, killed, open) = (new Random(), 0, Open());
        for (var run = 0; run < 20 && open > 0; run++)
        {
            killed += await PackAndKillAsync(random.Next(1, 4), TimeSpan.FromMilliseconds(random.Next(15))) ? 1 : 0;
            await AssertAllThereAsync(run);
            Assert.InRange(Open(), 0, open);
            open = Open();
        }

        Assert.Equal((0, (long)Series.Length * PerSeries), (open, file.Ask("SELECT sum(count) FROM block")));
        Assert.True(killed >= 2, $"it was killed {killed} times");
    }

    [Fact]
    public async Task CrashBetweenAnyTwoPieces_LeavesEveryReadingOnce()
    {
        await FillAsync();
        await using var store = await file.OpenAsync();
        var crashes = 0;
        await store.PackAsync(long.MaxValue, new At(_ =>
        {
            // The copy is of a moment at which nobody writes.
            using var copy = new CopiedStore(file);
            Assert.Equal(PerSeries, copy.Count(Series[crashes % Series.Length]));
            crashes++;
        }), default);
        Assert.InRange(crashes, 5, 100);
    }

    async Task FillAsync()
    {
        await using var store = await file.OpenAsync();
        for (var i = 0; i < Series.Length; i++)
        {
            await store.WriteAsync(Batch(i + 1, Enumerable.Range(0, PerSeries).Select(r => Good(Series[i], T0 + (r * Minute), r + (i / 10.0))).ToList()), default);
        }
    }

    /// <summary>The verb <c>pack</c> in a process of its own, until it has said so many pieces. True when it was killed before its end.</summary>
    async Task<bool> PackAndKillAsync(int pieces, TimeSpan later)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Checkout.FolderOf("Benchmarks"), "CityOps.Benchmarks.dll"), "pack", file.Path, "--step"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        for (var i = 0; i < pieces && await process.StandardOutput.ReadLineAsync() is not null; i++)
        {
            await process.StandardInput.WriteLineAsync();
        }

        // Somewhere inside the next piece, behind which it waits.
        await Task.Delay(later);
        process.Kill();
        await process.WaitForExitAsync();
        return process.ExitCode != 0;
    }

    async Task AssertAllThereAsync(int run)
    {
        Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
        await using var store = await file.OpenAsync();
        for (var i = 0; i < Series.Length; i++)
        {
            var found = await store.RawAsync(Series[i], 0, long.MaxValue, int.MaxValue, default);
            Assert.True(
                found.SequenceEqual(Enumerable.Range(0, PerSeries).Select(r => new CityOps.Storage.Telemetry.StoredReading(T0 + (r * Minute), r + (i / 10.0), Quality.Good))),
                string.Create(CultureInfo.InvariantCulture, $"after kill {run + 1}: {Series[i]} has {found.Count}"));
        }
    }

    long Open() => (long)file.Ask("SELECT count(*) FROM open_block")!;

    sealed class CopiedStore(TestFile file) : IDisposable
    {
        readonly EmbeddedTelemetryStore store = file.OpenAfterCrashAsync().AsTask().Result;

        public int Count(SeriesId series) => store.RawAsync(series, 0, long.MaxValue, int.MaxValue, default).AsTask().Result.Count;

        public void Dispose() => store.DisposeAsync().AsTask().Wait();
    }
}
