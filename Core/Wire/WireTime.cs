using System.Buffers.Text;

namespace CityOps.Core.Wire;

/// <summary>The Unix forms of <c>ts</c>: the number of digits says the unit.</summary>
static class WireTime
{
    /// <summary>Ten digits are seconds, thirteen milliseconds; anything else is none of ours, signs and fractions too.</summary>
    public static bool TryUnix(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length is not (10 or 13) || text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(text, out long number, out _))
        {
            return false;
        }

        unixMs = text.Length == 10 ? number * 1000 : number;
        return true;
    }
}
