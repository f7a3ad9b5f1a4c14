using System.Globalization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Localization;

/// <summary>Which form of a word goes with a number, after the CLDR rules for whole numbers.</summary>
public static class Plural
{
    /// <summary>
    /// <c>one</c>, <c>two</c>, <c>few</c> or <c>other</c> in Slovenian (1, 101; 2, 102; 3, 4, 103; the rest), <c>one</c> or
    /// <c>other</c> in English.
    /// </summary>
    public static string Form(CultureInfo culture, long n)
    {
        var isSlovenian = culture.TwoLetterISOLanguageName == "sl";
        return (isSlovenian, n % 100, n) switch
        {
            (true, 1, _) or (false, _, 1) => "one",
            (true, 2, _) => "two",
            (true, 3 or 4, _) => "few",
            _ => "other",
        };
    }

    /// <summary>The text <c>{key}_{form}</c> with the number written in the page's culture as its only argument.</summary>
    public static string Count(this IStringLocalizer<Texts> texts, string key, long n) =>
        texts[$"{key}_{Form(CultureInfo.CurrentUICulture, n)}", n.ToString("N0", CultureInfo.CurrentCulture)];
}
