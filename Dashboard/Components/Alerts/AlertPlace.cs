using CityOps.Core.Alerts;
using CityOps.Core.City;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>Where an alert is, in words for people.</summary>
static class AlertPlace
{
    /// <summary>The station's name, else its id, else the device, else the district. An alert about CityOps itself is nowhere in the city.</summary>
    public static string Of(Alert alert, Registry registry)
    {
        if (OutageRule.Find(alert.Rule.Id) is not null)
        {
            return "CityOps";
        }

        return alert.Station is { } id
            ? registry.Stations.TryGetValue(id, out var station) ? station.Name : id
            : alert.Device is { } device && registry.Devices.TryGetValue(device, out var found) ? found.Name : alert.Device ?? alert.District ?? "";
    }

    /// <summary>Place and district, without what is not known.</summary>
    public static string WithDistrict(Alert alert, Registry registry) =>
        string.Join(" · ", new[] { Of(alert, registry), alert.District }.Where(part => !string.IsNullOrEmpty(part)).Distinct());
}
