using System.Globalization;
using System.Text.Json;

namespace CityOps.Core.Alerts;

/// <summary>Reads and writes <c>when</c> and its like: hours, days, months and holidays in which something holds.</summary>
static class ScheduleReader
{
    const int MinutesOfDay = 1_440;

    static readonly string[] DayWords = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    static readonly string[] HolidayWords = ["any", "only", "never"];

    public static Schedule? Read(MemberReader rule, string member = "when")
    {
        if (rule.Object(member, required: false) is not { } members)
        {
            return null;
        }

        var schedule = new Schedule
        {
            Hours = [.. members.List("hours", 24).Select(item => ReadSpan(members, item))],
            Days = [.. members.List("days", 7).Select(item => (DayOfWeek)ReadWord(members, "days", item, DayWords))],
            Months = [.. members.List("months", 12).Select(item => ReadMonth(members, item))],
            Holidays = (HolidayUse)ReadHolidays(members),
        };
        members.RefuseTheRest();
        return schedule;
    }

    public static void Write(Utf8JsonWriter writer, Schedule? schedule, string member = "when")
    {
        if (schedule is null)
        {
            writer.WriteNull(member);
            return;
        }

        writer.WriteStartObject(member);
        WriteTexts(writer, "hours", schedule.Hours.Select(span => $"{Clock(span.From)}-{Clock(span.To)}"));
        WriteTexts(writer, "days", schedule.Days.Select(day => DayWords[(int)day]));
        writer.WriteStartArray("months");
        foreach (var month in schedule.Months)
        {
            writer.WriteNumberValue(month);
        }

        writer.WriteEndArray();
        writer.WriteString("holidays", HolidayWords[(int)schedule.Holidays]);
        writer.WriteEndObject();
    }

    /// <summary><c>07:00-19:30</c>; the end may be 24:00.</summary>
    static (int From, int To) ReadSpan(MemberReader members, JsonElement item)
    {
        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        var parts = text.Split('-');
        if (parts.Length == 2 && TryReadClock(parts[0], out var from) && TryReadClock(parts[1], out var to) && from != to && from < MinutesOfDay)
        {
            return (from, to);
        }

        members.Refuse("hours", "must hold spans such as 07:00-19:00");
        return (0, MinutesOfDay);
    }

    internal static bool TryReadClock(string text, out int minutes)
    {
        minutes = 0;
        if (text.Length != 5 || text[2] != ':' || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ||
            !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        return minutes <= MinutesOfDay;
    }

    static int ReadMonth(MemberReader members, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var month) && month is >= 1 and <= 12)
        {
            return month;
        }

        members.Refuse("months", "must hold numbers from 1 to 12");
        return 1;
    }

    static int ReadWord(MemberReader members, string member, JsonElement item, string[] words)
    {
        var found = item.ValueKind == JsonValueKind.String ? Array.IndexOf(words, item.GetString()) : -1;
        if (found < 0)
        {
            members.Refuse(member, $"must hold words of {string.Join(", ", words)}");
        }

        return Math.Max(found, 0);
    }

    static int ReadHolidays(MemberReader members)
    {
        var found = members.Text("holidays", required: false, 16) is { } word ? Array.IndexOf(HolidayWords, word) : 0;
        if (found < 0)
        {
            members.Refuse("holidays", $"must be one of {string.Join(", ", HolidayWords)}");
        }

        return Math.Max(found, 0);
    }

    internal static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
