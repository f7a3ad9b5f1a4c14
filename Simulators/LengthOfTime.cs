using System.CommandLine.Parsing;
using System.Globalization;

namespace CityOps.Simulators;

/// <summary>A length of time on the command line: a whole number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
static class LengthOfTime
{
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            switch (text[^1])
            {
                case 's': return TimeSpan.FromSeconds(n);
                case 'm': return TimeSpan.FromMinutes(n);
                case 'h': return TimeSpan.FromHours(n);
                case 'd': return TimeSpan.FromDays(n);
            }
        }

        result.AddError($"'{text}' is not a length of time such as 30s, 90m, 24h or 7d");
        return TimeSpan.Zero;
    }
}
