using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Numbers with their units and lengths of time inside a sentence, in one language.</summary>
/// <param name="percentSpace">What stands between a number and the percent sign.</param>
sealed class AmountWords(CultureInfo culture, string percentSpace)
{
    public static readonly AmountWords English = new(MomentWords.English, "");

    /// <summary>With a space before the percent sign, as Slovenian writes it.</summary>
    public static readonly AmountWords Slovenian = new(MomentWords.Slovenian, " ");

    public CultureInfo Culture => culture;

    public string Amount(double amount, string unit)
    {
        var number = amount.ToString("#,##0.###", culture);
        var shown = UnitLabels.Display(unit);
        return shown switch
        {
            "" => number,
            "%" => $"{number}{percentSpace}%",
            _ => $"{number} {shown}",
        };
    }

    /// <summary>In the largest unit up to hours that it is a whole number of: the symbols are the same in both languages.</summary>
    public string Length(TimeSpan time)
    {
        var (number, unit) = time.Ticks % TimeSpan.TicksPerHour == 0 ? ((long)time.TotalHours, "h")
            : time.Ticks % TimeSpan.TicksPerMinute == 0 ? ((long)time.TotalMinutes, "min")
            : ((long)time.TotalSeconds, "s");
        return $"{number.ToString("#,##0", culture)} {unit}";
    }
}
