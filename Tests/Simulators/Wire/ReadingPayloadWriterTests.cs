using System.Text;
using System.Text.Json;
using CityOps.Core.Wire;

namespace CityOps.Tests.Simulators.Wire;

public sealed class ReadingPayloadWriterTests
{
    static readonly JsonEncodedText[] Names = [JsonEncodedText.Encode("pm10"), JsonEncodedText.Encode("no2")];

    [Theory]
    [InlineData(1768284600000, "2026-01-13T06:10:00.000Z")]
    [InlineData(1768284600007, "2026-01-13T06:10:00.007Z")]
    [InlineData(1768284600890, "2026-01-13T06:10:00.890Z")]
    [InlineData(0, "1970-01-01T00:00:00.000Z")]
    public void One_record_has_time_sequence_and_values(long ms, string ts)
    {
        using var writer = new ReadingPayloadWriter();
        var text = Encoding.UTF8.GetString(writer.WriteOne(ms, 4711, Names, [34.2, -1]));
        Assert.Equal($$$"""{"ts":"{{{ts}}}","seq":4711,"m":{"pm10":34.2,"no2":-1}}""", text);
    }

    [Fact]
    public void An_array_holds_its_records_in_order()
    {
        using var writer = new ReadingPayloadWriter();
        writer.BeginArray();
        writer.Add(0, 1, Names, [1, 2]);
        writer.Add(60_000, 1, Names, [3, 4]);
        using var json = JsonDocument.Parse(writer.EndArray().ToArray());
        Assert.Equal([1, 3], json.RootElement.EnumerateArray().Select(r => r.GetProperty("m").GetProperty("pm10").GetDouble()));
    }

    [Fact]
    public void A_used_writer_begins_again_from_nothing()
    {
        using var writer = new ReadingPayloadWriter();
        var first = writer.WriteOne(5, 1, Names, [1, 2]).ToArray();
        writer.BeginArray();
        writer.EndArray();
        Assert.Equal(first, writer.WriteOne(5, 1, Names, [1, 2]).ToArray());
    }

    [Fact]
    public void Values_that_are_no_numbers_are_refused()
    {
        using var writer = new ReadingPayloadWriter();
        Assert.Throws<ArgumentException>(() => writer.WriteOne(0, 1, Names, [double.NaN, 1]).Length);
        Assert.Throws<ArgumentException>(() => writer.WriteOne(0, 1, Names, [1]).Length);
    }
}
