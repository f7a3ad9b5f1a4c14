using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>A row of the series dictionary. <see cref="Latest"/> is guarded by the lock of <see cref="RecentReadings"/>.</summary>
sealed class StoredSeries(int id, Series series)
{
    /// <summary>Its number in the file.</summary>
    public int Id { get; } = id;

    public Series Series { get; } = series;

    public Reading? Latest { get; set; }
}
