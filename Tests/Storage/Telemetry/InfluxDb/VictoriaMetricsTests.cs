using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.InfluxDb;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>Our lines before a second parser, written by others than InfluxDB's, and that it is no store for us.</summary>
public sealed class VictoriaMetricsTests
{
    /// <summary>It keeps decimal digits, of some numbers twelve.</summary>
    const double Tolerance = 1e-11;

    static readonly double[] Extremes = [double.MaxValue, double.MinValue, 1e-300, -1e-300, 1.0 / 3, 0.1 + 0.2, 1e15, 123_456_789.123_456, 0, -1, 1e21, 5e-7];

    [Fact]
    public async Task EveryPoint_IsReadAsItWasMeant()
    {
        await using var server = await VictoriaServer.StartAsync();
        var (lines, expected) = (new LineBuilder(), new List<VictoriaPoint>());
        var readings = new List<(string Domain, Reading Reading)>();
        foreach (var (domain, i) in Domains.All.Append("a domain, of=another").Select((domain, i) => (domain, i)))
        {
            var id = new SeriesId($"{domain[0]}-0{i}", "level");
            readings.Add((domain, Good(id, T0 + i, i + 0.5)));
            readings.Add((domain, Failed(id with { Quantity = "other" }, T0 + i, -i)));
            readings.Add((domain, Good(id, T0 + i + Minute, 7) with { Quality = Quality.Suspect, Late = true }));
        }

        readings.AddRange(new[] { "aq 1", "aq,1", "aq=1", "aq, 1=2", "Šiška-Ž", "日本", "\"aq\"" }.Select((name, i) => ("air", Good(new SeriesId(name, "pm 1,0=" + i), T0, i))));
        readings.AddRange(Extremes.Select((value, i) => ("water", Good(new SeriesId($"x-{i}", "level"), T0 + i, value))));
        lines.Add(BatchOf(readings), 0);
        Assert.Empty(lines.Unwritable);
        await server.WriteAsync(lines.Bytes(0, lines.Lines.Count));

        foreach (var (domain, r) in readings)
        {
            var field = $"{domain}_{r.Series.Quantity}";
            expected.Add(new VictoriaPoint(r.Quality == Quality.Fail ? field + "_bad" : field, r.Series.Device, r.ObservedAt, r.Value));
            if (r.Quality != Quality.Good)
            {
                expected.Add(new VictoriaPoint(field + "_q", r.Series.Device, r.ObservedAt, (byte)r.Quality));
            }
        }

        var found = await server.ExportAsync(T0 - Hour, T0 + Hour);
        Assert.Equal(
            expected.Select(p => $"{p.Name} {p.Device} {p.At}").Order(StringComparer.Ordinal), found.Select(p => $"{p.Name} {p.Device} {p.At}").Order(StringComparer.Ordinal));
        Assert.All(expected, point =>
        {
            var value = found.Single(p => (p.Name, p.Device, p.At) == (point.Name, point.Device, point.At)).Value;
            Assert.True(Math.Abs(value - point.Value) <= Math.Abs(point.Value) * Tolerance, $"{point} became {value:R}");
        });
        Assert.True(await server.RejectedAsync() is null or "0");
    }

    /// <summary>The test above would see a line that it does not understand.</summary>
    [Fact]
    public async Task LineThatIsNone_IsCounted()
    {
        await using var server = await VictoriaServer.StartAsync();
        await server.WriteAsync("air,device=a pm10=1 1768284000000\nair,device=a pm10= 1768284000000\n"u8.ToArray());
        Assert.Equal("1", await server.RejectedAsync());
    }

    [Theory]
    [InlineData(null, "does not say which InfluxDB it is. VictoriaMetrics says nothing, and is no store for us")]
    [InlineData(1, "does not answer like an InfluxDB 1.x")]
    [InlineData(2, "answers 4")]
    [InlineData(3, "answers 4")]
    public async Task AsAStore_ItIsRefusedInWords_AndGetsNothing(int? version, string words)
    {
        await using var server = await VictoriaServer.StartAsync();
        await using var site = new InfluxSite(server.Url, change: o => o with { Version = version, Org = version == 2 ? "o" : null, Token = version is 2 or 3 ? "t" : null });
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Empty(await server.ExportAsync(T0 - Hour, T0 + Hour));
    }

    static JournalBatch BatchOf(IReadOnlyList<(string Domain, Reading Reading)> readings)
    {
        var series = readings.Select(r => new Series(r.Reading.Series, r.Domain, "1")).Distinct().ToList();
        return new JournalBatch
        {
            Position = new JournalPosition(JournalId, 1),
            ReceivedAt = ReceivedAt(1),
            Devices = [.. series.Select(s => s.Id.Device).Distinct()],
            Series = [.. series],
            Messages = [],
            Readings = [.. readings.Select(r => new JournalReading(
                series.FindIndex(s => s.Id == r.Reading.Series), r.Reading.ObservedAt, r.Reading.ReceivedAt, r.Reading.Value, r.Reading.Quality, r.Reading.Reasons, r.Reading.Late))],
        };
    }
}
