namespace CityOps.Core.Readings;

/// <summary>Reads RFC 3339 times from bytes without allocating. Stricter than .NET: the offset must be there.</summary>
public static class Rfc3339
{
    const int DateTimeLength = 19;

    // What .NET can write back: an offset can push the first and the last day beyond it.
    const long EarliestSecond = -62_135_596_800;
    const long LatestSecond = 253_402_300_799;

    /// <summary>
    /// <c>2026-01-13T06:10:00.123+01:00</c> as Unix ms. <c>T</c> and <c>Z</c> in either case, a space for <c>T</c>, any number of
    /// fraction digits (cut to ms), years 0001 to 9999 in UTC. A leap second is the start
    /// of the next day. False for anything else.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length <= DateTimeLength || !TryDate(text, out var days) || !TryClock(text[11..], out var seconds))
        {
            return false;
        }

        var rest = text[DateTimeLength..];
        if (text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryFraction(ref rest, out var ms) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        var total = (days * 86_400L) + seconds - offset;
        unixMs = (total * 1000) + ms;
        return total is >= EarliestSecond and <= LatestSecond && (text[17] != '6' || total % 86_400 == 0);
    }

    static bool TryDate(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (!TryTwo(text, out var century) || !TryTwo(text[2..], out var ofCentury) || text[4] != '-' || !TryTwo(text[5..], out var month)
            || text[7] != '-' || !TryTwo(text[8..], out var day))
        {
            return false;
        }

        var year = (century * 100) + ofCentury;
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        days = new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return true;
    }

    static bool TryClock(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (!TryTwo(text, out var hour) || text[2] != ':' || !TryTwo(text[3..], out var minute) || text[5] != ':'
            || !TryTwo(text[6..], out var second) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        seconds = (hour * 3600) + (minute * 60) + second;
        return true;
    }

    static bool TryFraction(ref ReadOnlySpan<byte> text, out int ms)
    {
        ms = 0;
        if (text[0] != '.')
        {
            return true;
        }

        var digits = 1;
        for (var weight = 100; digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++, weight /= 10)
        {
            ms += weight * (text[digits] - '0');
        }

        text = text[digits..];
        return digits > 1;
    }

    static bool TryOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !TryTwo(text[1..], out var hours)
            || !TryTwo(text[4..], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 3600) + (minutes * 60)) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    static bool TryTwo(ReadOnlySpan<byte> text, out int value)
    {
        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[1]);
    }
}
