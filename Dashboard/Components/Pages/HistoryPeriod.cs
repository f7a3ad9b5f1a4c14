using System.Globalization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>A stretch of time in Unix ms, at most a leap year long, in whole seconds where it comes from an address.</summary>
public sealed record HistoryPeriod(long From, long To)
{
    const long LongestMs = 366L * 86_400_000;
    const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    static readonly string[] Forms = [Form, "yyyy-MM-dd'T'HH:mm'Z'"];

    public string FromText => Text(From);

    public string ToText => Text(To);

    /// <summary>Null for what is no stretch of time; of one that is too long, its end.</summary>
    public static HistoryPeriod? Read(string? from, string? to) =>
        Moment(from) is { } first && Moment(to) is { } last ? Of(first, last) : null;

    /// <summary>Null where the end does not come after the start.</summary>
    public static HistoryPeriod? Of(long from, long to) => from < to ? new HistoryPeriod(Math.Max(from, to - LongestMs), to) : null;

    static long? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUnixTimeMilliseconds() : null;

    static string Text(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString(Form, CultureInfo.InvariantCulture);
}
