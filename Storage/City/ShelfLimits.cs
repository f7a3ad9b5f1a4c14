using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>How long an alert may be put aside: the worse it is the shorter (starting values after ISA-18.2 practice).</summary>
public static class ShelfLimits
{
    public static TimeSpan Of(Severity severity) => severity switch
    {
        Severity.Critical => TimeSpan.FromMinutes(30),
        Severity.Major => TimeSpan.FromHours(8),
        Severity.Minor => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    };
}
