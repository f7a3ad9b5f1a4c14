using System.Globalization;
using CityOps.Simulators.Replay.Mappings;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>Turns the time of a row into Unix ms, or says why it is none. Pure; safe to share.</summary>
/// <remarks>
/// Where clocks are put back, an hour of local time happens twice: the text is taken as the first, and as the second once the device has
/// a row at or after the first. Where they are put forward, an hour does not exist: such a row has no time.
/// </remarks>
sealed class TimeReader
{
    const string Iso = "iso";
    const string Unix = "unix";
    const string UnixMs = "unixMs";

    // Years 1970 to 9999: what our wire can carry, and what a number of seconds taken for milliseconds is not.
    static readonly double LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    readonly string format;
    readonly TimeZoneInfo? zone;

    public TimeReader(TimeColumns time) => (format, zone) = (time.Format, FindZone(time.Zone));

    /// <summary>The zone of times without one; UTC where the mapping has none.</summary>
    public TimeZoneInfo Zone => zone ?? TimeZoneInfo.Utc;

    /// <summary>Why such a mapping has no times, or null.</summary>
    public static string? Problem(TimeColumns time)
    {
        if (time.Zone is not null && FindZone(time.Zone) is null)
        {
            return $"time.zone: '{time.Zone}' is neither UTC nor an offset such as +01:00 nor a zone this machine knows, such as Europe/Ljubljana";
        }

        if (time.Format is Iso or Unix or UnixMs)
        {
            return time.Format != Iso && time.Zone is not null ? $"time.zone: {time.Format} has none" : null;
        }

        // A literal may hold any letter, but what cannot write a time cannot read one.
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(time.Format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            return $"time.format: '{time.Format}' is neither iso, unix, unixMs nor a .NET format such as dd/MM/yyyy HH:mm";
        }

        return time.Zone is null && !HasOffset(time.Format) ? "time.zone: which zone is a time of this format in? UTC, +01:00 or Europe/Ljubljana" : null;
    }

    /// <param name="newest">The device's newest row, Unix ms; decides in an hour that happened twice.</param>
    public bool TryRead(ReadOnlySpan<char> text, long newest, out long ms, out string? why)
    {
        text = text.Trim();
        why = null;
        if (format is Unix or UnixMs)
        {
            return TryReadNumber(text, out ms, out why);
        }

        var style = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.RoundtripKind;
        ms = 0;
        DateTime time = default;
        var read = format == Iso
            ? text.Length > 0 && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind | DateTimeStyles.AllowWhiteSpaces, out time)
            : DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, style, out time);
        if (!read)
        {
            why = $"'{Cut(text)}' is no time ({format})";
            return false;
        }

        return TryPlace(time, newest, out ms, out why);
    }

    bool TryReadNumber(ReadOnlySpan<char> text, out long ms, out string? why)
    {
        ms = 0;
        why = null;
        var factor = format == Unix ? 1_000 : 1;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number >= 0 && number * factor <= LatestMs))
        {
            why = $"'{Cut(text)}' is no time ({format})";
            return false;
        }

        ms = (long)Math.Round(number * factor);
        return true;
    }

    bool TryPlace(DateTime time, long newest, out long ms, out string? why)
    {
        why = null;
        ms = 0;
        if (time.Kind != DateTimeKind.Unspecified)
        {
            ms = new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds();
            return true;
        }

        if (zone is null)
        {
            why = $"'{time:s}' has no zone, and time.zone gives none";
            return false;
        }

        if (zone.IsInvalidTime(time))
        {
            why = $"{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} does not exist in {zone.Id}: the clocks were put forward";
            return false;
        }

        ms = Place(time, zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time));
        if (ms <= newest && zone.IsAmbiguousTime(time))
        {
            ms = Place(time, zone.GetAmbiguousTimeOffsets(time).Min());
        }

        return true;
    }

    static long Place(DateTime local, TimeSpan offset) => (local.Ticks - offset.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    /// <summary>A K or z that is no literal.</summary>
    static bool HasOffset(string format)
    {
        var quote = '\0';
        for (var i = 0; i < format.Length; i++)
        {
            var sign = format[i];
            if (sign == '\\')
            {
                i++;
            }
            else if (quote != '\0' || sign is '\'' or '"')
            {
                quote = quote == '\0' ? sign : quote == sign ? '\0' : quote;
            }
            else if (sign is 'K' or 'z')
            {
                return true;
            }
        }

        return false;
    }

    static TimeZoneInfo? FindZone(string? name)
    {
        if (name is null)
        {
            return null;
        }

        if (name.Length == 6 && name[0] is '+' or '-' && TimeSpan.TryParseExact(name.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14))
        {
            return TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    static string Cut(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
