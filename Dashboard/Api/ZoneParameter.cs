using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Api;

/// <summary>Reads the parameter <c>tz</c>: a zone's name, or an offset.</summary>
static class ZoneParameter
{
    /// <summary>Null when absent.</summary>
    public static TimeZoneInfo? Read(string? tz) =>
        tz is null ? null
        : FixedOffset.TryParse(tz, out var offset) ? offset
        : TimeZoneInfo.TryFindSystemTimeZoneById(tz, out var zone) ? zone
        : throw ApiException.BadParameter("tz", $"'{tz}' is neither a known time zone nor an offset such as +01:00");
}
