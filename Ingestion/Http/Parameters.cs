using System.Globalization;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Ingestion.Http;

/// <summary>Reads the texts of query parameters; what cannot be read is an <see cref="ApiException"/> that names it.</summary>
public static class Parameters
{
    public const int DefaultLimit = 1_000;
    public const int MostLimit = 10_000;

    /// <summary>RFC 3339 with any offset, or Unix ms. Null when absent.</summary>
    public static long? Time(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unixMs) && IsInstant(unixMs))
        {
            return unixMs;
        }

        // A plus sign that was not percent-encoded arrives as a space.
        if (Rfc3339.TryParse(Encoding.UTF8.GetBytes(text.Replace(' ', '+')), out var instant))
        {
            return instant;
        }

        throw ApiException.BadParameter(name, $"'{text}' is neither an RFC 3339 time with an offset nor Unix milliseconds");
    }

    public static int Limit(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DefaultLimit;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MostLimit
            ? limit
            : throw ApiException.BadParameter("limit", $"'{text}' is not a whole number from 1 to {MostLimit}");
    }

    /// <summary>How many rows to leave out; none without it.</summary>
    public static int Offset(string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset
        : throw ApiException.BadParameter("offset", $"'{text}' is not a whole number from 0");

    /// <summary>The cursor of a list that goes from the newest number down; all of it without one.</summary>
    public static long Before(string? cursor) =>
        cursor is null ? long.MaxValue
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before
        : throw ApiException.BadParameter("cursor", "not one that this list gave");

    public static bool? Flag(string? text, string name) => text switch
    {
        null or "" => null,
        "true" => true,
        "false" => false,
        _ => throw ApiException.BadParameter(name, $"'{text}' is neither true nor false"),
    };

    public static SeriesId Series(string? text) =>
        SeriesId.TryParse(text, out var series) ? series : throw ApiException.BadParameter("series", $"'{text}' is not {{device}}:{{quantity}}");

    public static RejectReason? Reason(string? text) =>
        text is null or "" ? null : RejectReasonNames.FromWire(text) ?? throw ApiException.BadParameter("reason", $"'{text}' is not a reason of the quarantine");

    static bool IsInstant(long unixMs) =>
        unixMs >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && unixMs <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
