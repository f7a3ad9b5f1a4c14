namespace CityOps.Core.Readings;

/// <summary>Units as they are spelt by devices, and conversion between those that measure the same.</summary>
public static class Units
{
    /// <summary>What a value without any unit is counted in.</summary>
    public const string Dimensionless = "1";

    /// <summary>Longest unit text accepted, in UTF-16 units.</summary>
    public const int MaxLength = UnitTable.MaxSpellingLength;

    /// <summary>The one spelling we write (<c>ug/m3</c>, <c>Cel</c>, <c>m3/h</c>) for any accepted spelling of a known unit, or null.</summary>
    public static string? Canonical(ReadOnlySpan<char> spelling) => UnitTable.Find(spelling)?.Code;

    /// <summary>
    /// Converts between two known units of one dimension, in any accepted spelling; false otherwise. ppb and ppm convert only into
    /// each other here: to a mass per volume they need the gas, see <see cref="QuantitySpec.TryToCanonical"/>.
    /// </summary>
    public static bool TryConvert(double value, ReadOnlySpan<char> from, ReadOnlySpan<char> to, out double converted)
    {
        converted = value;
        return from.SequenceEqual(to)
            || (UnitTable.Find(from) is { } source && UnitTable.Find(to) is { } target && source.TryConvert(value, target, out converted));
    }

    /// <summary>Whether a text can stand as the unit of a quantity we know nothing of: 1 to 16 characters, no control, no space at an end.</summary>
    public static bool IsAcceptable(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return false;
        }

        return PlainText.IsPrintable(text);
    }
}
