using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Localization;

/// <summary>Numbers and times as a person of the page's culture writes them. For eyes only: nothing here may reach a machine.</summary>
static class CityFormat
{
    /// <summary>A value with its unit, <c>58,3 µg/m³</c>. A no-break space keeps the two on one line.</summary>
    public static string Value(double value, string quantity, string unit, CultureInfo culture)
    {
        var number = value.ToString("N" + Decimals.Of(quantity, unit), culture);
        var text = UnitLabels.Display(unit);
        return text.Length == 0 ? number : $"{number}\u00A0{text}";
    }

    /// <summary>A figure as somebody wrote it, such as a limit: no decimals that are not there.</summary>
    public static string Number(double value, CultureInfo culture) => value.ToString("#,0.###", culture);

    /// <summary>A size in one step of a thousand: <c>812 B</c>, <c>12.3 kB</c>, <c>4.2 GB</c>.</summary>
    public static string Bytes(double bytes, CultureInfo culture)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        var step = 0;
        while (bytes >= 999.5 && step < units.Length - 1)
        {
            (bytes, step) = (bytes / 1_000, step + 1);
        }

        return $"{bytes.ToString(step == 0 || bytes >= 99.95 ? "N0" : "N1", culture)}\u00A0{units[step]}";
    }

    /// <summary>How long ago in one step: <c>12 s</c>, <c>3 min</c>, <c>5 h</c>, <c>2 d</c>. The symbols are the same in both languages.</summary>
    public static string Age(long milliseconds, CultureInfo culture)
    {
        var seconds = Math.Max(0, milliseconds / 1_000);
        var (count, symbol) = seconds switch
        {
            < 60 => (seconds, "s"),
            < 2 * 3_600 => (seconds / 60, "min"),
            < 2 * 86_400 => (seconds / 3_600, "h"),
            _ => (seconds / 86_400, "d"),
        };
        return $"{count.ToString("N0", culture)}\u00A0{symbol}";
    }

    /// <summary><c>09:19</c> today, else with the day before it, and in another year with that.</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset now, CultureInfo culture)
    {
        var time = moment.ToString("HH:mm", culture);
        return moment.Date == now.Date ? time
            : moment.Year == now.Year ? $"{Day(moment, culture)} {time}"
            : $"{Day(moment, culture)} {moment.ToString("yyyy", culture)} {time}";
    }

    /// <summary><c>23 Nov</c>, in Slovenian <c>23. nov.</c></summary>
    public static string Day(DateTimeOffset moment, CultureInfo culture) =>
        moment.ToString(culture.TwoLetterISOLanguageName == "sl" ? "d. MMM" : "d MMM", culture);
}
