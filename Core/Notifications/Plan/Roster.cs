using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>Who is on duty when: people take turns, in civil time of the city. Immutable; safe for concurrent use.</summary>
public sealed record Roster
{
    const int MinutesOfDay = 1_440;

    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Ids of those who take turns, in their order.</summary>
    public required IReadOnlyList<string> Contacts { get; init; }

    /// <summary>The day on which the first of them takes over.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>When a turn begins and ends, in minutes of the civil day.</summary>
    public int HandOver { get; init; }

    /// <summary>How many days a turn lasts.</summary>
    public int Days { get; init; } = 7;

    /// <summary>Ids of those who take turns on public holidays, in place of the others; empty = a holiday is a day like any other.</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];

    /// <summary>Who stands in for whom, and when; of two at once the later in the list holds.</summary>
    public IReadOnlyList<RosterOverride> Overrides { get; init; } = [];

    /// <summary>The id of who is on duty at a moment.</summary>
    /// <param name="unixMs">Our clock.</param>
    public string OnDuty(long unixMs, TimeZoneInfo zone)
    {
        if (Overrides.LastOrDefault(one => unixMs >= one.From && unixMs < one.Until) is { } standIn)
        {
            return standIn.Contact;
        }

        var day = DutyDay(unixMs, zone);
        return Holidays.Count > 0 && PublicHolidays.Contains(day)
            ? Holidays[day.DayNumber % Holidays.Count]
            : Contacts[Modulo(FloorDivide(day.DayNumber - Start.DayNumber, Days), Contacts.Count)];
    }

    /// <summary>When somebody else will be on duty, Unix ms, looking at most two turns ahead; null = nobody else within that time.</summary>
    public long? NextChange(long unixMs, TimeZoneInfo zone)
    {
        var (now, today) = (OnDuty(unixMs, zone), DutyDay(unixMs, zone));
        var turns = Enumerable.Range(1, 2 * Days).Select(days => MomentOf(today.AddDays(days), zone));
        var edges = Overrides.SelectMany(one => (long[])[one.From, one.Until]).Concat(turns).Where(edge => edge > unixMs).Order();
        return edges.Select(edge => (long?)edge).FirstOrDefault(edge => OnDuty(edge!.Value, zone) != now);
    }

    /// <summary>The day whose turn holds: before the hand-over it is still the one before.</summary>
    DateOnly DutyDay(long unixMs, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        return (local.Hour * 60) + local.Minute >= HandOver ? day : day.AddDays(-1);
    }

    long MomentOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(HandOver % MinutesOfDay);
        // Skipped by summer time: the first moment after the hole.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }

    static int FloorDivide(int value, int divisor) => (int)Math.Floor((double)value / divisor);

    static int Modulo(int value, int count) => ((value % count) + count) % count;
}

/// <summary>Somebody stands in.</summary>
/// <param name="From">Unix ms, inclusive.</param>
/// <param name="Until">Unix ms, exclusive.</param>
public sealed record RosterOverride(long From, long Until, string Contact);
