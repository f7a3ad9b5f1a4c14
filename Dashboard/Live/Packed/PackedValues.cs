using CityOps.Core.Readings;
using MessagePack;
using MessagePack.Formatters;

namespace CityOps.Dashboard.Live.Packed;

/// <summary>
/// A frame of values in columns: <c>[epoch, seq, at, series[], value, observedAt, receivedAt, quality]</c>, the last four as bytes of float64,
/// float64 and float64 (Unix ms), and uint8 (the number of <see cref="Quality"/>). At 5,000 values a third of the same as JSON, and no text to parse.
/// </summary>
sealed class PackedValues : IMessagePackFormatter<ValuesFrame?>
{
    const int Members = 8;
    static readonly Dictionary<string, Quality> Qualities = Enum.GetValues<Quality>().ToDictionary(quality => quality.ToWire());

    public void Serialize(ref MessagePackWriter writer, ValuesFrame? frame, MessagePackSerializerOptions options)
    {
        if (frame is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(Members);
        writer.Write(frame.Epoch);
        writer.Write(frame.Seq);
        writer.Write(frame.At);
        writer.WriteArrayHeader(frame.Items.Count);
        foreach (var item in frame.Items)
        {
            writer.Write(item.Series);
        }

        Columns.WriteDoubles(ref writer, [.. frame.Items.Select(item => item.Value)]);
        Columns.WriteDoubles(ref writer, [.. frame.Items.Select(item => (double)item.ObservedAt)]);
        Columns.WriteDoubles(ref writer, [.. frame.Items.Select(item => (double)item.ReceivedAt)]);
        byte[] qualities = [.. frame.Items.Select(item => (byte)Qualities[item.Quality])];
        writer.Write(qualities);
    }

    public ValuesFrame? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        Columns.Require(ref reader, Members);
        var (epoch, seq, at) = (reader.ReadString()!, reader.ReadInt64(), reader.ReadInt64());
        var series = new string[reader.ReadArrayHeader()];
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = reader.ReadString()!;
        }

        var values = Columns.ReadDoubles(ref reader);
        var (observed, received) = (Columns.ReadDoubles(ref reader), Columns.ReadDoubles(ref reader));
        var qualities = Columns.Bytes(ref reader);
        return new ValuesFrame(
            epoch, seq, at, [.. series.Select((id, i) => new ValueItem(id, values[i], (long)observed[i], (long)received[i], ((Quality)qualities[i]).ToWire()))]);
    }
}
