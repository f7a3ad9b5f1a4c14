using CityOps.Ingestion.Mqtt.External;

namespace CityOps.Tests.Ingestion.Mqtt.External;

public sealed class PacketScannerTests
{
    [Fact]
    public void Packets_AreFoundHoweverTheBytesAreCut()
    {
        // CONNACK, PUBLISH of 0, 127, 128, 16,384 and 2,097,152 bytes with other packets between, PINGRESP.
        var bytes = new List<byte> { 0x20, 3, 0, 0, 0 };
        int[] lengths = [0, 127, 128, 16_384, 2_097_152];
        foreach (var length in lengths)
        {
            bytes.AddRange([0x32, .. Length(length), .. Enumerable.Repeat((byte)0x30, length), 0x90, 1, 0x32, 0xD0, 0]);
        }

        int[] expected = [2, 129, 131, 16_388, 2_097_157];
        foreach (var cut in (int[])[1, 2, 3, 7, 65_536, int.MaxValue])
        {
            var found = new List<int>();
            var scanner = new PacketScanner(found.Add);
            Assert.False(scanner.HasBegun);
            foreach (var piece in bytes.ToArray().Chunk(Math.Min(cut, bytes.Count)))
            {
                scanner.Scan(piece);
            }

            Assert.Equal(expected, found);
            Assert.True(scanner.HasBegun);
        }
    }

    static IEnumerable<byte> Length(int length)
    {
        for (; length >= 0x80; length >>= 7)
        {
            yield return (byte)(length | 0x80);
        }

        yield return (byte)length;
    }
}
