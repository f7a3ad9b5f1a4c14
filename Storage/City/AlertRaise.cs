using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;

namespace CityOps.Storage.City;

/// <summary>The row of a new alert.</summary>
static class AlertRaise
{
    public static AlertEntity ToEntity(string id, RaisedAlert raise, bool historical)
    {
        // The default series names nothing: the subject is then a station, a district or a device.
        SeriesId? series = raise.Series == default ? null : raise.Series;
        return new AlertEntity
        {
            Id = id,
            RuleId = raise.RuleId,
            RuleVersion = raise.RuleVersion,
            RuleName = raise.RuleName,
            Device = series?.Device,
            Quantity = series?.Quantity ?? raise.Quantity ?? "",
            Station = raise.Station,
            District = raise.District,
            Domain = raise.Domain,
            Unit = raise.Unit,
            Severity = raise.Severity,
            Condition = AlertCondition.Active,
            StartedAt = raise.StartedAt,
            RaisedAt = raise.RaisedAt,
            Value = raise.Value,
            Peak = raise.Peak,
            Threshold = raise.Threshold,
            Direction = raise.Direction,
            Asked = AskedConditions.Write(raise.Asked),
            Quality = raise.Quality,
            Latched = raise.Latch,
            Historical = historical,
        };
    }
}
