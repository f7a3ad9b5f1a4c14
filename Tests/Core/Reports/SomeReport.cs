using CityOps.Core.Alerts;
using CityOps.Core.Reports;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Core.Reports;

/// <summary>A report with a line in each part.</summary>
static class SomeReport
{
    public static DailyReport Full { get; } = new()
    {
        Day = SomeDay.Date,
        From = SomeDay.Winter.From,
        To = SomeDay.Winter.To,
        MadeAt = Plans.At("2026-01-13T06:30:00+01:00"),
        Tasks = [new ReportTask(TaskKind.Unacknowledged, 9, [new LocalText("High NO₂ – Celovška 12", "NO₂: visoka vrednost – Celovška 12")]), new ReportTask(TaskKind.FullBin, 1, [new LocalText("Kongresni trg", "Kongresni trg")])],
        Night = new NightAlerts(SomeDay.Winter.Evening, new ReportList<ReportAlert>(
            [
                new("a-1", Severity.Critical, new LocalText("High NO₂", "NO₂: visoka vrednost"), "Celovška 12, Šiška", Plans.At("2026-01-13T02:10:00+01:00"), null, true, null),
                new("a-2", Severity.Minor, new LocalText("Low pressure", "Tlak: nizka vrednost"), "Vič", Plans.At("2026-01-12T22:05:00+01:00"), Plans.At("2026-01-12T23:15:00+01:00"), false, "Ana Novak"),
            ], 3)),
        Air = new ReportList<AirFigure>(
            [
                new("Celovška 12", "Šiška", "pm10", "ug/m3", AirStatistic.DayMean, 61.4, 50, 9, 35, 1), new("Bežigrad", "Bežigrad", "no2", "ug/m3", AirStatistic.HourMax, 88.25, 200, 0, 18, 23 / 24.0),
                new("Vič", null, "o3", "ug/m3", AirStatistic.EightHourMax, null, 120, 0, 25, 0.25),
            ], 0),
        Traffic = new ReportList<TrafficFigure>([new("Dunajska", "Bežigrad", 31_250, 30_100, Plans.At("2026-01-12T16:00:00+01:00"), 2_480, 41.6, 1)], 0),
        Utilities = [new("heat", "supplyTemperature", "Cel", 12, 92.31, 88, new(-1.5, "Moste", SomeDay.Winter.From), new(101.2, "Center", SomeDay.Winter.From + (7 * SomeDay.HourMs)))],
        Availability = [new("air", 20, 60, 2, 0.9731), new("traffic", 30, 60, 0, 1)],
    };
}
