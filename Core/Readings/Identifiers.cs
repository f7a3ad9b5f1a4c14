namespace CityOps.Core.Readings;

/// <summary>The patterns of names that cross a boundary. They are strict so that no name needs escaping anywhere.</summary>
public static class Identifiers
{
    const int MaxIdLength = 64;
    const int MaxQuantityLength = 32;

    /// <summary>Device and station ids: <c>[A-Za-z0-9._-]{1,64}</c>.</summary>
    public static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxIdLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Quantity names: <c>[A-Za-z][A-Za-z0-9_]{0,31}</c>, not <c>time</c>, and not ending in <c>_q</c> or <c>_bad</c>,
    /// which the stores use for the quality flag and for failed values of a quantity.
    /// </summary>
    public static bool IsQuantity(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxQuantityLength || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return text is not "time" && !text.EndsWith("_q") && !text.EndsWith("_bad");
    }
}
