namespace CityOps.Core.Readings;

/// <summary>
/// Days as people of a zone count them: 23, 24 or 25 hours long. A day is known by its number from 1970-01-01. Stateless; safe for concurrent use.
/// </summary>
public sealed class CivilDays(TimeZoneInfo zone)
{
    const long MillisecondsOfDay = 86_400_000;

    public TimeZoneInfo Zone => zone;

    /// <summary>The number of a date.</summary>
    public static long NumberOf(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The date that a calendar in the zone shows at a moment in Unix ms, as its number.</summary>
    public long DayAt(long unixMs)
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        return FloorDivide(unixMs + (long)zone.GetUtcOffset(moment).TotalMilliseconds, MillisecondsOfDay);
    }

    /// <summary>The first moment of a day, in Unix ms.</summary>
    public long StartOf(long day)
    {
        var midnight = DateTime.UnixEpoch.AddDays(day);
        var local = DateTime.SpecifyKind(midnight, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            return FirstMomentOf(day);
        }

        // Midnight comes twice where clocks go back over it: the day begins with the first, which has the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }

    /// <summary>Rounds towards the past, also before 1970.</summary>
    public static long FloorDivide(long value, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Where clocks jump over midnight the day begins with the jump. No offset is beyond 14 h.</summary>
    long FirstMomentOf(long day)
    {
        const long Widest = 15 * 3_600_000;
        var before = (day * MillisecondsOfDay) - Widest;
        var within = (day * MillisecondsOfDay) + Widest;
        while (within - before > 1)
        {
            var middle = before + ((within - before) / 2);
            (before, within) = DayAt(middle) < day ? (middle, within) : (before, middle);
        }

        return within;
    }
}
