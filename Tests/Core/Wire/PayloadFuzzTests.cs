using System.Text;
using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

public sealed class PayloadFuzzTests
{
    const int Rounds = 20_000;

    static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """{"device":"aq-017","ts":"2026-01-13T06:10:00Z","seq":4711,"m":{"pm10":{"v":34.2,"u":"ug/m3"},"pm25":29.8,"no2":null},"status":{"bat":3.61}}""",
            """[{"ts":1768284540,"m":{"pm10":1,"radon":{"v":2,"u":"Bq/m³"}}},{"m":{"pm10":2},"ts":"1768284600000","seq":2}]""",
            """{"m":{"p\u006d10":{"u":"\u00b5g/m3","v":-1.5e-3}},"d\u0065vice":"aq-017","x":[[{"\ud83d\ude00":"\ud800"}]]}""",
            """{"state":"online","name":"Celovška 12","lat":46.066,"lon":14.492,"district":"Šiška","station":"celovska-12","interval":60,"m":{"pm10":"ug/m3"}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "null", "true", "-0", "1e999", "1e-999", "{}", "[]", "\"\"", "{\"v\":", "\"m\":", "\"ts\":", "\"device\":", "\"u\":", "\\ud800", "\\u0000",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "9007199254740993", "\"0000000000\"", "\"2026-01-13T06:10:60Z\"", "\"pm10\":1,", "µ", "😀", "}", "]", ",",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0], [0xED, 0xA0, 0x80], [0x00], [0xFF],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public void MutatedPayloads_AlwaysAReadingOrAReason(int seed)
    {
        var random = new Random(seed);
        var message = new DecodedMessage();
        int taken = 0, refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var payload = Mutate(random);
            Decode(payload, message);
            taken += message.IsDecoded ? 1 : 0;
            refused += message.IsDecoded ? 0 : 1;
        }

        // Both must be common, else the mutations test one branch only.
        Assert.InRange(taken, Rounds / 20, Rounds);
        Assert.InRange(refused, Rounds / 5, Rounds);
    }

    [Fact]
    public void MutatedBirths_AlwaysABirthOrAReason()
    {
        var random = new Random(7);
        var taken = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var payload = Mutate(random);
            var isBirth = BirthDecoder.TryDecode(payload, out var birth, out var reason, out var detail);
            Assert.Equal(isBirth, birth is not null);
            Assert.Equal(isBirth, reason == RejectReason.None);
            Assert.Equal(isBirth, detail.Length == 0);
            taken += isBirth ? 1 : 0;
        }

        Assert.InRange(taken, Rounds / 50, Rounds - (Rounds / 5));
    }

    [Fact]
    public void RandomBytes_AlwaysAReason()
    {
        var random = new Random(99);
        var message = new DecodedMessage();
        for (var round = 0; round < Rounds; round++)
        {
            var payload = new byte[random.Next(64)];
            random.NextBytes(payload);
            Decode(payload, message);
            Assert.False(message.IsDecoded);
        }
    }

    static void Decode(byte[] payload, DecodedMessage message)
    {
        try
        {
            PayloadDecoder.Decode(payload, Decoded.Context(), message);
            Decoded.AssertWhole(message);
        }
        catch (Exception e)
        {
            Assert.Fail($"{Convert.ToHexString(payload)}: {e}");
        }
    }

    static byte[] Mutate(Random random)
    {
        var bytes = Seeds[random.Next(Seeds.Length)].ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 4 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(0x20, 0x7F);
                    break;
                default:
                    ReplaceNumber(bytes, random);
                    break;
            }
        }

        return [.. bytes];
    }

    static void ReplaceNumber(List<byte> bytes, Random random)
    {
        var colon = bytes.IndexOf((byte)':', random.Next(bytes.Count + 1));
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}');
        if (end > 0)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Tokens[random.Next(Tokens.Length)]);
        }
    }
}
