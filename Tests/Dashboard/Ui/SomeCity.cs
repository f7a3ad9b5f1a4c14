using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Dashboard.Ui;

/// <summary>A small city for the screen.</summary>
static class SomeCity
{
    public const long Now = 1_770_000_000_000;

    public static Registry Registry { get; } = new(
        1,
        new[]
        {
            new Station("st-1", "Čopova ulica", 46.05, 14.5, "Center", "air"),
            new Station("st-2", "Celovška cesta", 46.07, 14.48, "Šiška", "air"),
            new Station("st-3", "Dolenjska cesta", 46.03, 14.52, "Rudnik", "river"),
        }.ToFrozenDictionary(station => station.Id),
        new[] { Device("aq-1", "air", "st-1"), Device("aq-2", "air", "st-2"), Device("rv-1", "river", "st-3"), Device("new-1", "waste", null) }
            .ToFrozenDictionary(device => device.Id),
        new[] { new Series(new("aq-1", "pm10"), "air", "ug/m3"), new Series(new("aq-2", "pm10"), "air", "ug/m3"), new Series(new("rv-1", "level"), "river", "cm") }
            .ToFrozenDictionary(series => series.Id));

    public static IReadOnlyList<Reading> Values { get; } =
        [Reading("aq-1", "pm10", 12), Reading("aq-2", "no2", 20), Reading("aq-2", "pm10", 58.27), Reading("new-1", "fill", 40), Reading("rv-1", "level", 347)];

    public static Reading Reading(string device, string quantity, double value) =>
        new(new(device, quantity), Now - 12_000, Now - 11_000, value, Quality.Good, QualityReasons.None);

    public static Alert Alert(
        string id, Severity severity = Severity.Major, long raisedAt = Now, string? by = null, bool historical = false, SeriesId? series = null) => new()
        {
            Id = id, Rule = new("r-1", 1, "Rule " + id), Series = series ?? new("aq-2", "pm10"), Station = "st-2", District = "Šiška", Domain = "air",
            Quantity = "pm10", Unit = "ug/m3", Severity = severity, Condition = AlertCondition.Active, StartedAt = raisedAt, RaisedAt = raisedAt,
            Value = 58.27, Peak = 60, Threshold = 50, Direction = ConditionKind.Above, Quality = Quality.Good, Revision = 1, Change = 1,
            Historical = historical, Acknowledged = by is null ? null : new(by, raisedAt, null),
        };

    static Device Device(string id, string domain, string? station) => new(id, "Device " + id, domain, station, null, Registration.Accepted, 60, null);
}
