using MessagePack;
using MessagePack.Formatters;

namespace CityOps.Dashboard.Live.Packed;

/// <summary>A frame of the map in columns: <c>[epoch, seq, at, places, stations, states]</c>, the last two as bytes of int32 and uint8.</summary>
sealed class PackedMap : IMessagePackFormatter<MapFrame?>
{
    const int Members = 6;

    public void Serialize(ref MessagePackWriter writer, MapFrame? frame, MessagePackSerializerOptions options)
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
        writer.Write(frame.Places);
        Columns.WriteInts(ref writer, [.. frame.Stations]);
        byte[] states = [.. frame.States.Select(state => (byte)state)];
        writer.Write(states);
    }

    public MapFrame? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        Columns.Require(ref reader, Members);
        return new MapFrame(
            reader.ReadString()!, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), Columns.ReadInts(ref reader),
            [.. Columns.Bytes(ref reader).Select(state => (int)state)]);
    }
}
