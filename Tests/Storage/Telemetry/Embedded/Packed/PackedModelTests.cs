using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.Embedded.Packed;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

/// <summary>Everything that can happen to the store, in any order, against the naive model.</summary>
public sealed class PackedModelTests : IDisposable
{
    const int Steps = 150;

    static readonly SeriesId[] All = [Pm10, Pm25, Flow];

    readonly TestFile file = new();
    readonly NaiveTelemetryStore model = new();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(0)]
    public async Task AnyHistory_AnswersAreThoseOfTheModel(int seed)
    {
        seed = seed == 0 ? Random.Shared.Next() : seed;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var store = await file.OpenAsync();
        try
        {
            for (var position = 1; position <= Steps; position++)
            {
                var batch = RandomBatch(random, position);
                model.Write(batch);
                await store.WriteAsync(batch, default);
                store = await StepAsync(random, store);
                await TelemetryStoreContract.AssertSameAsync(random, model, new OpenStore(store, store, store), $"seed {seed}, position {position}");
                await AssertAllSameAsync(store, $"seed {seed}, position {position}");
            }

            Assert.True((long)file.Ask("SELECT count(*) FROM block")! > 0 || seed > 6);
            Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    async Task<EmbeddedTelemetryStore> StepAsync(Random random, EmbeddedTelemetryStore store)
    {
        var (series, from) = (All[random.Next(All.Length)], T0 + random.Next((int)(-4 * Hour), (int)(16 * Hour)));
        switch (random.Next(12))
        {
            case 0:
                await store.DisposeAsync();
                return await file.OpenAsync();
            case 1 or 2:
                await store.FlushAsync(default);
                break;
            case 3 or 4:
                await store.FlushAsync(default);
                await store.PackAsync(T0 + random.Next((int)(20 * Hour)), null, default);
                break;
            case 5:
                await store.FlushAsync(default);
                await store.PackAsync(long.MaxValue, null, default);
                break;
            case 6:
                var to = from + random.Next(random.Next(2) == 0 ? (int)Minute : (int)(3 * Hour));
                Assert.Equal(model.Delete(series, from, to), await store.DeleteAsync(series, from, to, default));
                break;
            case 7 when random.Next(5) == 0:
                var before = T0 + random.Next((int)(8 * Hour));
                var gone = All.Where(s => s != Flow).Sum(s => model.Delete(s, long.MinValue, before));
                Assert.Equal(gone, await store.ForgetBeforeAsync("air", before, null, default));
                break;
            case 8 when random.Next(3) == 0:
                await store.FlushAsync(default);
                Damage(random);
                break;
        }

        return store;
    }

    /// <summary>Breaks a block. The model loses what is in it, but for what stands above it in open rows.</summary>
    void Damage(Random random)
    {
        var blocks = file.Rows("SELECT series, start, until, count, bytes FROM block ORDER BY series, start");
        if (blocks.Count == 0)
        {
            return;
        }

        var cells = blocks[random.Next(blocks.Count)].Split(' ');
        var key = new PackedKey(int.Parse(cells[0], CultureInfo.InvariantCulture), Number(cells[1]), Number(cells[2]), (int)Number(cells[3]));
        var (bytes, entries) = (Convert.FromHexString(cells[4]), new Entry[key.Count]);
        try
        {
            new PackedCodec().Decode(key, bytes, entries);
        }
        catch (InvalidDataException)
        {
            // It is broken already.
            return;
        }

        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        file.Ask($"UPDATE block SET bytes = x'{Convert.ToHexString(bytes)}' WHERE series = {key.Series} AND start = {key.Start}");
        var above = file.Rows($"SELECT hour, entries FROM open_block WHERE series = {key.Series}").Select(row => row.Split(' '))
            .SelectMany(row => BlockCodec.DecodeAll(Convert.FromHexString(row[1]), Number(row[0]))).Select(entry => entry.Key).ToHashSet();
        var name = file.Rows($"SELECT device, quantity FROM series WHERE id = {key.Series}")[0].Split(' ');
        foreach (var lost in entries.Where(entry => !above.Contains(entry.Key)))
        {
            model.Lose(new SeriesId(name[0], name[1]), lost.At, lost.Failed);
        }
    }

    async Task AssertAllSameAsync(EmbeddedTelemetryStore store, string where)
    {
        foreach (var series in All)
        {
            var (expected, actual) = (model.Raw(series, long.MinValue, long.MaxValue), await store.RawAsync(series, long.MinValue, long.MaxValue, int.MaxValue, default));
            Assert.True(expected.SequenceEqual(actual), $"{where}, {series}: expected {expected.Count}, got {actual.Count}");
        }
    }

    /// <summary>Dense enough for several blocks of each series, with late, conflicting, repeated and failed readings.</summary>
    static JournalBatch RandomBatch(Random random, long position)
    {
        var readings = new List<Reading>();
        for (var i = random.Next(120); i > 0; i--)
        {
            var at = random.Next(8) switch
            {
                0 => T0 + (random.Next(-200, 900) * Minute),
                1 => T0 + random.Next((int)(12 * Hour)),
                _ => T0 + (((position * 40) + random.Next(60)) * 10_000),
            };
            // Some with more decimals than the packer counts in.
            var value = random.Next(-1_000, 1_000) / (random.Next(200) == 0 ? 1_024.0 : 8.0);
            var quality = random.Next(9) switch { 0 => Quality.Fail, 1 => Quality.Suspect, _ => Quality.Good };
            readings.Add(new Reading(All[random.Next(All.Length)], at, ReceivedAt(position), value, quality, (QualityReasons)random.Next(3)));
            if (random.Next(10) == 0)
            {
                readings.Add(readings[random.Next(readings.Count)]);
            }
        }

        return Batch(position, readings);
    }

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
