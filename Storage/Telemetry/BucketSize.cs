using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry;

/// <summary>
/// The length of a bucket. Seconds, minutes and hours align to the Unix epoch in UTC; days are civil days of
/// <see cref="Zone"/> and have 23, 24 or 25 hours. Several days count from 1970-01-01 of that zone.
/// </summary>
public sealed record BucketSize
{
    readonly CivilDays _civil;

    BucketSize(long milliseconds, int days, TimeZoneInfo zone) => (Milliseconds, Days, Zone, _civil) = (milliseconds, days, zone, new CivilDays(zone));

    /// <summary>Zero where <see cref="Days"/> is used.</summary>
    public long Milliseconds { get; }

    public int Days { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>An hour of UTC.</summary>
    public static BucketSize Hour { get; } = new(3_600_000, 0, TimeZoneInfo.Utc);

    /// <summary>A civil day.</summary>
    public static BucketSize DayOf(TimeZoneInfo zone) => new(0, 1, zone);

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
    public long StartOf(long unixMs) =>
        Days == 0 ? CivilDays.FloorDivide(unixMs, Milliseconds) * Milliseconds : StartOfGroup(GroupOf(unixMs));

    /// <summary>The start of the bucket after the one that <paramref name="unixMs"/> falls into.</summary>
    public long EndOf(long unixMs) =>
        Days == 0 ? (CivilDays.FloorDivide(unixMs, Milliseconds) + 1) * Milliseconds : StartOfGroup(GroupOf(unixMs) + 1);

    /// <summary>
    /// The civil date alone does not decide: where clocks go back across midnight a date comes twice, and a bucket must be one
    /// unbroken span all the same. So a moment belongs to the last group that has started by then.
    /// </summary>
    long GroupOf(long unixMs)
    {
        var group = CivilDays.FloorDivide(_civil.DayAt(unixMs), Days);
        return StartOfGroup(group) > unixMs ? group - 1
            : StartOfGroup(group + 1) <= unixMs ? group + 1
            : group;
    }

    long StartOfGroup(long group) => _civil.StartOf(group * Days);
}
