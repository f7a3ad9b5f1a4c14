using System.Globalization;

namespace CityOps.Dashboard.Localization;

/// <summary>Times as people put them into a field: those of the city's wall.</summary>
static class CivilInput
{
    const string Form = "yyyy-MM-dd'T'HH:mm";

    static readonly string[] Forms = [Form, Form + "':'ss"];

    /// <summary>What a field shows of a moment in Unix ms.</summary>
    public static string Of(CityClock clock, long unixMs) => clock.InCity(unixMs).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The moment in Unix ms; null for what is no time, or one that the clock skips. A time that comes twice is the first as a start and the second as an end.</summary>
    public static long? Read(CityClock clock, string? text, bool isEnd)
    {
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || clock.Zone.IsInvalidTime(wall))
        {
            return null;
        }

        var offset = !clock.Zone.IsAmbiguousTime(wall) ? clock.Zone.GetUtcOffset(wall)
            : isEnd ? clock.Zone.GetAmbiguousTimeOffsets(wall).Min() : clock.Zone.GetAmbiguousTimeOffsets(wall).Max();
        return new DateTimeOffset(wall, offset).ToUnixTimeMilliseconds();
    }
}
