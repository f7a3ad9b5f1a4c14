using System.Buffers;
using System.Runtime.InteropServices;
using MessagePack;

namespace CityOps.Dashboard.Live.Packed;

/// <summary>Numbers as the bytes of an array that a page's script reads without parsing one by one; little-endian, as browsers are.</summary>
static class Columns
{
    public static void WriteDoubles(ref MessagePackWriter writer, double[] column) => writer.Write(MemoryMarshal.AsBytes(column.AsSpan()));

    public static void WriteInts(ref MessagePackWriter writer, int[] column) => writer.Write(MemoryMarshal.AsBytes(column.AsSpan()));

    public static double[] ReadDoubles(ref MessagePackReader reader) => [.. MemoryMarshal.Cast<byte, double>(Bytes(ref reader))];

    public static int[] ReadInts(ref MessagePackReader reader) => [.. MemoryMarshal.Cast<byte, int>(Bytes(ref reader))];

    public static byte[] Bytes(ref MessagePackReader reader) => reader.ReadBytes()?.ToArray() ?? [];

    /// <exception cref="MessagePackSerializationException">Not so many members.</exception>
    public static void Require(ref MessagePackReader reader, int members)
    {
        if (reader.ReadArrayHeader() != members)
        {
            throw new MessagePackSerializationException($"A frame of {members} members was expected.");
        }
    }
}
