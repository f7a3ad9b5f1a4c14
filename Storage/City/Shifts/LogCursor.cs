using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityOps.Storage.City;

/// <summary>
/// A place in the order of the log book, as its lines have it: newest first, of one moment by source, of one source the highest number first. Lines that come
/// meanwhile neither repeat nor hide others. Its text is safe in a URL and as the id of an element.
/// </summary>
public sealed record LogCursor(long At, LogSource Source, long Number)
{
    /// <summary>Of one source the lines behind this place: those of an earlier moment, and of this moment those with a number below it.</summary>
    internal (long At, long Number) Below(LogSource source) => (At, source == Source ? Number : source > Source ? long.MaxValue : long.MinValue);

    public static bool TryParse(string? text, [NotNullWhen(true)] out LogCursor? cursor)
    {
        cursor = null;
        var parts = (text ?? "").Split('-');
        if (parts.Length != 3 || !Number64(parts[0], out var at) || !byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var source) || !Number64(parts[2], out var number) || !Enum.IsDefined((LogSource)source))
        {
            return false;
        }

        cursor = new LogCursor(at, (LogSource)source, number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}-{(byte)Source}-{Number}");

    static bool Number64(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
