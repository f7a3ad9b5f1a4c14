using System.Globalization;

namespace CityOps.Ingestion.Configuration;

/// <summary>The time of a city that is not ours, for accelerated demos and tests in one process.</summary>
/// <param name="Start">What time it is when the process begins; null = now.</param>
/// <param name="Speed">How many times as fast its time goes: 1 to 1,000.</param>
public sealed record ClockSettings(DateTimeOffset? Start, int Speed)
{
    const int Fastest = 1_000;
    static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null = the city's time is ours.</summary>
    internal static ClockSettings? Read(SettingsReader reader, CityRole role, bool production)
    {
        var clock = new ClockSettings(ReadStart(reader), reader.Number("City:Clock:Speed", 1, 1, Fastest));
        if (clock == new ClockSettings(null, 1))
        {
            return null;
        }

        if (production)
        {
            reader.Mistake("City:Clock", "another time than ours is refused in Production");
        }

        if (role != CityRole.Standalone)
        {
            reader.Mistake("City:Clock", "another time than ours needs everything in one process: processes would not agree on it");
        }

        return clock;
    }

    static DateTimeOffset? ReadStart(SettingsReader reader)
    {
        if (reader.Text("City:Clock:Start") is not { } text)
        {
            return null;
        }

        // Without an offset it is UTC, as everything inside.
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) && start >= Earliest && start < Latest)
        {
            return start;
        }

        reader.Mistake("City:Clock:Start", $"'{text}' is not a time such as 2026-01-14T05:00:00Z, from 2000 to 2099");
        return null;
    }
}
