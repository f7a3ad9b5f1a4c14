using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Ingestion.Configuration;

/// <summary>Reads <c>Store:Retention</c>.</summary>
static class RetentionSettingsReader
{
    const string Section = "Store:Retention";
    static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <param name="maxAge">A reading may be as old as this when it comes: readings are kept for longer, or it would spoil a roll-up that is the only memory of its hour.</param>
    public static RetentionSettings Read(SettingsReader reader, TimeSpan maxAge)
    {
        var all = ReadOne(reader, Section, RetentionSettings.ForEver.All, maxAge);
        return new RetentionSettings(all, Domains.All.ToDictionary(domain => domain, domain => ReadOne(reader, $"{Section}:Domains:{domain}", all, maxAge)));
    }

    static KeptFor ReadOne(SettingsReader reader, string section, KeptFor fallback, TimeSpan maxAge)
    {
        var kept = new KeptFor(
            Kept(reader, $"{section}:Raw", fallback.Raw), Kept(reader, $"{section}:Hour", fallback.Hour), Kept(reader, $"{section}:Day", fallback.Day));
        if (kept.Raw is { } raw && raw != fallback.Raw && raw < maxAge + TimeSpan.FromDays(1))
        {
            reader.Mistake($"{section}:Raw", $"must be at least a day longer than Ingestion:MaxAge, which is {Durations.Format(maxAge)}");
        }

        if (kept.Hour is { } hour && hour != fallback.Hour && hour < maxAge + TimeSpan.FromDays(2))
        {
            // A late reading has its day worked out again from all of its hours.
            reader.Mistake($"{section}:Hour", $"must be at least two days longer than Ingestion:MaxAge, which is {Durations.Format(maxAge)}");
        }

        return kept;
    }

    static TimeSpan? Kept(SettingsReader reader, string key, TimeSpan? fallback) =>
        reader.Text(key) is null ? fallback : reader.Duration(key, TimeSpan.Zero, TimeSpan.FromDays(1), Longest);
}
