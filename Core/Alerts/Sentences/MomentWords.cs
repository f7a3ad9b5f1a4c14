using System.Globalization;

namespace CityOps.Core.Alerts;

/// <summary>Moments inside a sentence, as the city's clocks show them.</summary>
static class MomentWords
{
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    public static readonly CultureInfo Slovenian = CultureInfo.GetCultureInfo("sl-SI");

    /// <summary><c>13 Jan 2026, 07:10</c>.</summary>
    public static string InEnglish(long at, TimeZoneInfo zone) => InZone(at, zone, "d MMM yyyy, HH:mm", English);

    /// <summary><c>13. 1. 2026 ob 07:10</c>.</summary>
    public static string InSlovenian(long at, TimeZoneInfo zone) => InZone(at, zone, "d. M. yyyy 'ob' HH:mm", Slovenian);

    /// <summary>In the hour that comes twice, the offset says which one is meant.</summary>
    static string InZone(long at, TimeZoneInfo zone, string format, CultureInfo culture)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone);
        var text = local.ToString(format, culture);
        return zone.IsAmbiguousTime(local) ? string.Create(CultureInfo.InvariantCulture, $"{text} (UTC{local:zzz})") : text;
    }
}
