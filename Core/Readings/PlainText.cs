using System.Globalization;
using System.Text;

namespace CityOps.Core.Readings;

/// <summary>Which characters of a device's text may reach a person: no controls, no line breaks, nothing that reorders a line.</summary>
public static class PlainText
{
    /// <summary>False for control, line and paragraph separators, private use, unassigned, the replacement character and bidirectional controls.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value switch
    {
        >= 0x20 and < 0x7F => true,
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0xFFFD => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.Surrogate),
    };

    public static bool IsPrintable(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc cref="Excerpt(ReadOnlySpan{byte}, int)"/>
    public static string Excerpt(string text, int maxLength) => Excerpt(Encoding.UTF8.GetBytes(text), maxLength);

    /// <summary>The start of a text of unknown origin for a log line or a detail: what is not printable becomes <c>?</c>.</summary>
    /// <param name="maxLength">In UTF-16 units; a longer text ends in <c>…</c>.</param>
    public static string Excerpt(ReadOnlySpan<byte> utf8, int maxLength)
    {
        var text = new StringBuilder(maxLength);
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (text.Length + rune.Utf16SequenceLength >= maxLength)
            {
                return text.Append('…').ToString();
            }

            text.Append(IsPrintable(rune) ? rune.ToString() : "?");
            utf8 = utf8[consumed..];
        }

        return text.ToString();
    }
}
