using CityOps.Core.Readings;

namespace CityOps.Dashboard.Localization;

/// <summary>The time on the city's wall: the process's clock seen in the city's zone, never the server's or the browser's.</summary>
public sealed class CityClock(TimeProvider time, TimeZoneInfo zone)
{
    public const string ZoneKey = "City:TimeZone";
    public const string DefaultZone = "Europe/Ljubljana";

    /// <summary>Unix ms.</summary>
    public long Now => time.UnixMs();

    /// <summary>The zone's IANA name, which browsers know too.</summary>
    public string ZoneName => TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : zone.Id;

    public DateTimeOffset InCity(long unixMs) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), zone);

    /// <exception cref="TimeZoneNotFoundException">The configured zone is not known here.</exception>
    public static CityClock From(TimeProvider time, IConfiguration configuration) =>
        new(time, TimeZoneInfo.FindSystemTimeZoneById(configuration[ZoneKey] ?? DefaultZone));
}
