using CityOps.Core.City;

namespace CityOps.Core.Reports;

/// <summary>A series, where it stands, and its hours of the day.</summary>
/// <param name="Station">Null where its device has none.</param>
public sealed record ReportedSeries(Series Series, Station? Station, SeriesHours Hours)
{
    /// <summary>The station's name, or the device where it has none.</summary>
    public string Place => Station?.Name ?? Series.Id.Device;
}
