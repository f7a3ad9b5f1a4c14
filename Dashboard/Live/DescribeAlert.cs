using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Live;

/// <summary>Puts an alert into a sentence in both languages; times in it are in the given zone.</summary>
/// <param name="stationName">Null where the alert has no station.</param>
public delegate LocalText DescribeAlert(Alert alert, string? stationName, TimeZoneInfo zone);
