using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityOps.Dashboard.Api;

/// <summary>
/// A zone without summer time, written as its offset. The days of air quality law are such: in Slovenia those of <c>+01:00</c>, all year
/// (implementing decision 2011/850/EU).
/// </summary>
static class FixedOffset
{
    const string Format = @"hh\:mm";
    static readonly TimeSpan Widest = TimeSpan.FromHours(14);

    /// <summary>Reads <c>+01:00</c>; a plus that was not percent-encoded arrives as a space.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (text is not ([' ' or '+' or '-', _, ..]) ||
            !TimeSpan.TryParseExact(text.AsSpan(1), Format, CultureInfo.InvariantCulture, out var offset) || offset > Widest)
        {
            return false;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{(text[0] == '-' ? '-' : '+')}{text.AsSpan(1)}");
        zone = TimeZoneInfo.CreateCustomTimeZone(name, text[0] == '-' ? -offset : offset, name, name);
        return true;
    }
}
