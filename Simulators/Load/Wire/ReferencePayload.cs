using System.Buffers.Text;

namespace CityOps.Simulators.Load.Wire;

/// <summary>The message of the reference load: 4 readings with their unit, time and seq, in 150 to 180 bytes.</summary>
static class ReferencePayload
{
    public const int Quantities = 4;

    public const int MostBytes = 200;

    /// <summary>Writes it and returns its length.</summary>
    /// <param name="ts">Unix ms.</param>
    /// <param name="hundredths">pm10, pm25, no2, o3 in hundredths of ug/m3, from 10 ug/m3 on.</param>
    public static int Write(Span<byte> to, long ts, long seq, ReadOnlySpan<int> hundredths)
    {
        var at = Put(to, 0, "{\"ts\":"u8);
        at = Put(to, at, ts);
        at = Put(to, at, ",\"seq\":"u8);
        at = Put(to, at, seq);
        at = Put(to, at, ",\"m\":{\"pm10\":{\"v\":"u8);
        at = PutHundredths(to, at, hundredths[0]);
        at = Put(to, at, ",\"u\":\"ug/m3\"},\"pm25\":{\"v\":"u8);
        at = PutHundredths(to, at, hundredths[1]);
        at = Put(to, at, ",\"u\":\"ug/m3\"},\"no2\":{\"v\":"u8);
        at = PutHundredths(to, at, hundredths[2]);
        at = Put(to, at, ",\"u\":\"ug/m3\"},\"o3\":{\"v\":"u8);
        at = PutHundredths(to, at, hundredths[3]);
        return Put(to, at, ",\"u\":\"ug/m3\"}}}"u8);
    }

    static int Put(Span<byte> to, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to[at..]);
        return at + text.Length;
    }

    static int Put(Span<byte> to, int at, long number)
    {
        Utf8Formatter.TryFormat(number, to[at..], out var written);
        return at + written;
    }

    static int PutHundredths(Span<byte> to, int at, int value)
    {
        var (whole, rest) = Math.DivRem(value, 100);
        at = Put(to, at, whole);
        to[at] = (byte)'.';
        to[at + 1] = (byte)('0' + rest / 10);
        to[at + 2] = (byte)('0' + rest % 10);
        return at + 3;
    }
}
