using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CityOps.Core.Alerts;

/// <summary>Durations as they are written everywhere at our borders: <c>[d.]hh:mm:ss</c>. A day is <c>1.00:00:00</c>.</summary>
public static partial class Durations
{
    /// <summary>What a duration looks like, for messages.</summary>
    public const string Shape = "[d.]hh:mm:ss";

    /// <summary>
    /// Reads <c>[d.]hh:mm:ss</c>. Stricter than .NET, which reads <c>24:00:00</c> as 24 days; negative durations are refused.
    /// </summary>
    /// <param name="problem">When false: the rest of a sentence that begins with the name of the member.</param>
    public static bool TryParse(string? text, out TimeSpan duration, [NotNullWhen(false)] out string? problem)
    {
        duration = default;
        problem = null;
        if (text is null || Pattern().Match(text) is not { Success: true } match)
        {
            problem = text is ['-', ..] && Pattern().IsMatch(text[1..])
                ? "must not be negative"
                : $"must be a duration written {Shape}, for example 00:01:00";
            return false;
        }

        var (days, hours) = (Number(match, "d"), Number(match, "h"));
        var (minutes, seconds) = (Number(match, "m"), Number(match, "s"));
        if (hours > 23)
        {
            var whole = new TimeSpan(days, hours, Math.Min(minutes, 59), Math.Min(seconds, 59));
            problem = $"has hours above 23: write {Format(whole)}";
        }
        else if (minutes > 59 || seconds > 59)
        {
            problem = $"must be a duration written {Shape} with minutes and seconds up to 59";
        }

        duration = problem is null ? new TimeSpan(days, hours, minutes, seconds) : default;
        return problem is null;
    }

    /// <summary>Writes <c>hh:mm:ss</c>, with <c>d.</c> before it from one day on. Parts of a second are left out.</summary>
    public static string Format(TimeSpan duration) =>
        duration.ToString(duration.Days == 0 ? @"hh\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    static int Number(Match match, string part) =>
        match.Groups[part] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<d>[0-9]{1,5})\.)?(?<h>[0-9]{2}):(?<m>[0-9]{2}):(?<s>[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
