using System.CommandLine.Parsing;
using System.Globalization;

namespace CityOps.Simulators;

/// <summary>A length of time on the command line: a whole number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
static class LengthOfTime
{
    public static TimeSpan Parse(ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value) is { } length)
        {
            return length;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a length of time such as 30s, 90m, 24h or 7d");
        return TimeSpan.Zero;
    }

    /// <summary>Null where it is none.</summary>
    public static TimeSpan? TryParse(string text) =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(n),
                'm' => TimeSpan.FromMinutes(n),
                'h' => TimeSpan.FromHours(n),
                'd' => TimeSpan.FromDays(n),
                _ => null,
            }
            : null;
}
