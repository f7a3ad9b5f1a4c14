using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CityOps.Storage.Telemetry;

/// <summary>
/// The length of a bucket. Seconds, minutes and hours align to the Unix epoch in UTC; days are civil days of
/// <see cref="Zone"/> and have 23, 24 or 25 hours. Several days count from 1970-01-01 of that zone.
/// </summary>
public sealed record BucketSize
{
    BucketSize(long milliseconds, int days, TimeZoneInfo zone) => (Milliseconds, Days, Zone) = (milliseconds, days, zone);

    /// <summary>Zero where <see cref="Days"/> is used.</summary>
    public long Milliseconds { get; }

    public int Days { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>Reads <c>\d+[smhd]</c>; false for anything else, zero, or more than 366 days.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, TimeZoneInfo zone, [NotNullWhen(true)] out BucketSize? size)
    {
        size = null;
        if (text is not { Length: >= 2 and <= 9 } ||
            !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return false;
        }

        long unit = text[^1] switch { 's' => 1_000, 'm' => 60_000, 'h' => 3_600_000, 'd' => 86_400_000, _ => 0 };
        if (unit == 0 || count * unit > 366L * 86_400_000)
        {
            return false;
        }

        size = text[^1] == 'd' ? new BucketSize(0, count, zone) : new BucketSize(count * unit, 0, zone);
        return true;
    }

    /// <summary>The start of the bucket that <paramref name="unixMs"/> falls into.</summary>
    public long StartOf(long unixMs) => Days == 0 ? Math.DivRem(unixMs, Milliseconds).Quotient * Milliseconds : StartOfDay(unixMs);

    long StartOfDay(long unixMs)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), Zone);
        var day = DateOnly.FromDateTime(local.DateTime).DayNumber;
        var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var first = DateOnly.FromDayNumber(epoch + ((day - epoch) / Days * Days)).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(first, Zone.GetUtcOffset(first)).ToUnixTimeMilliseconds();
    }
}
