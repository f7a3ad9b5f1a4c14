using System.Globalization;
using CityOps.Core.Clocks;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Localization;

/// <summary>The time on the city's wall: the process's clock seen in the city's zone, never the server's or the browser's.</summary>
public sealed class CityClock(TimeProvider time, TimeZoneInfo zone)
{
    public const string ZoneKey = "City:TimeZone";
    public const string DefaultZone = "Europe/Ljubljana";

    readonly CivilDays _days = new(zone);

    public TimeZoneInfo Zone => zone;

    /// <summary>Unix ms.</summary>
    public long Now => time.UnixMs();

    /// <summary>How many times as fast as ours its time goes.</summary>
    public double Speed => time.Speed();

    /// <summary>The zone's IANA name, which browsers know too.</summary>
    public string ZoneName => TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;

    public DateTimeOffset InCity(long unixMs) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), zone);

    /// <summary>The first moment of a date in the city, Unix ms; null for what is no date such as 2026-11-28.</summary>
    public long? StartOf(string? date, int daysLater = 0) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? _days.StartOf(CivilDays.NumberOf(day) + daysLater) : null;

    /// <exception cref="TimeZoneNotFoundException">The configured zone is not known here.</exception>
    public static CityClock From(TimeProvider time, IConfiguration configuration) =>
        new(time, TimeZoneInfo.FindSystemTimeZoneById(configuration[ZoneKey] ?? DefaultZone));
}
