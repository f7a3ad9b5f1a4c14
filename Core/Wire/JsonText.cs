using System.Globalization;
using System.Text;

namespace CityOps.Core.Wire;

/// <summary>
/// The text of a JSON string or member name without an allocation and, unlike the reader's own methods, without an exception for
/// an escaped surrogate that has no partner.
/// </summary>
static class JsonText
{
    /// <param name="raw">Between the quotes, checked UTF-8 and checked escapes.</param>
    /// <param name="scratch">Where escapes are resolved to; <paramref name="text"/> may lie in it.</param>
    /// <returns>False when the text is not Unicode, or has escapes and does not fit <paramref name="scratch"/>.</returns>
    public static bool TryGet(ReadOnlySpan<byte> raw, bool escaped, Span<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = raw;
        if (!escaped)
        {
            return true;
        }

        var written = 0;
        while (!raw.IsEmpty)
        {
            if (written + 4 > scratch.Length)
            {
                return false;
            }

            if (raw[0] != '\\')
            {
                scratch[written++] = raw[0];
                raw = raw[1..];
            }
            else if (!TryEscape(ref raw, scratch, ref written))
            {
                return false;
            }
        }

        text = scratch[..written];
        return true;
    }

    static bool TryEscape(ref ReadOnlySpan<byte> raw, Span<byte> scratch, ref int written)
    {
        if (raw[1] != 'u')
        {
            scratch[written++] = Plain(raw[1]);
            raw = raw[2..];
            return true;
        }

        var unit = Hex(raw[2..6]);
        raw = raw[6..];
        if (!char.IsSurrogate(unit))
        {
            written += new Rune(unit).EncodeToUtf8(scratch[written..]);
            return true;
        }

        if (raw.Length < 6 || raw[0] != '\\' || raw[1] != 'u' || !Rune.TryCreate(unit, Hex(raw[2..6]), out var rune))
        {
            return false;
        }

        raw = raw[6..];
        written += rune.EncodeToUtf8(scratch[written..]);
        return true;
    }

    static byte Plain(byte escape) => escape switch
    {
        (byte)'b' => 8,
        (byte)'t' => 9,
        (byte)'n' => 10,
        (byte)'f' => 12,
        (byte)'r' => 13,
        _ => escape,
    };

    static char Hex(ReadOnlySpan<byte> digits) => (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
