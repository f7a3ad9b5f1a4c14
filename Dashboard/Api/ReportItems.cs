using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Core.Reports;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>A report in lists.</summary>
sealed record ReportItem(string Day, string MadeAt)
{
    public static ReportItem Of(MadeReport report) => new(TextOf(report.Day), Instants.ToRfc3339(report.MadeAt));

    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The report of a day with all its figures.</summary>
sealed record ReportDetailsItem(
    string Day, string From, string To, string MadeAt, IReadOnlyList<ReportTaskItem> Tasks, ReportNightItem Night, int AirOthers, IReadOnlyList<ReportAirItem> Air, int TrafficOthers,
    IReadOnlyList<ReportTrafficItem> Traffic, IReadOnlyList<ReportUtilityItem> Utilities, IReadOnlyList<AvailabilityFigure> Availability)
{
    public static ReportDetailsItem Of(DailyReport report) => new(
        ReportItem.TextOf(report.Day), Instants.ToRfc3339(report.From), Instants.ToRfc3339(report.To), Instants.ToRfc3339(report.MadeAt), [.. report.Tasks.Select(ReportTaskItem.Of)],
        ReportNightItem.Of(report.Night), report.Air.Others, [.. report.Air.Items.Select(ReportAirItem.Of)], report.Traffic.Others, [.. report.Traffic.Items.Select(ReportTrafficItem.Of)],
        [.. report.Utilities.Select(ReportUtilityItem.Of)], report.Availability);

    /// <summary>As JSON writes a member: small at the beginning.</summary>
    public static string Word(Enum value) => value.ToString() is var word ? char.ToLowerInvariant(word[0]) + word[1..] : "";
}

sealed record ReportTaskItem(string Kind, int Count, IReadOnlyList<LocalText> Names)
{
    public static ReportTaskItem Of(ReportTask task) => new(ReportDetailsItem.Word(task.Kind), task.Count, task.Names);
}

sealed record ReportNightItem(string From, IReadOnlyList<ReportAlertItem> Alerts, int Others)
{
    public static ReportNightItem Of(NightAlerts night) => new(Instants.ToRfc3339(night.From), [.. night.Alerts.Items.Select(ReportAlertItem.Of)], night.Alerts.Others);
}

sealed record ReportAlertItem(string Id, string Severity, LocalText What, string Place, string RaisedAt, string? ClearedAt, bool IsOpen, string? AcknowledgedBy)
{
    public static ReportAlertItem Of(ReportAlert alert) => new(
        alert.Id, ReportDetailsItem.Word(alert.Severity), alert.What, alert.Place, Instants.ToRfc3339(alert.RaisedAt), alert.ClearedAt is { } at ? Instants.ToRfc3339(at) : null, alert.IsOpen,
        alert.AcknowledgedBy);
}

sealed record ReportAirItem(
    string Station, string? District, string Quantity, string Unit, string Statistic, double? Value, double? Limit, bool Exceeds, int YearCount, int? Allowed, double Capture)
{
    public static ReportAirItem Of(AirFigure one) => new(
        one.Station, one.District, one.Quantity, one.Unit, ReportDetailsItem.Word(one.Statistic), one.Value, one.Limit, one.Exceeds, one.YearCount, one.Allowed, one.Capture);
}

sealed record ReportTrafficItem(string Station, string? District, double Vehicles, double? WeekBefore, string BusiestFrom, double BusiestFlow, double? Speed, double Capture)
{
    public static ReportTrafficItem Of(TrafficFigure one) => new(
        one.Station, one.District, one.Vehicles, one.WeekBefore, Instants.ToRfc3339(one.BusiestFrom), one.BusiestFlow, one.Speed, one.Capture);
}

sealed record ReportUtilityItem(string Domain, string Quantity, string Unit, int Series, double Mean, double? WeekBefore, ReportExtremeItem Lowest, ReportExtremeItem Highest)
{
    public static ReportUtilityItem Of(UtilityFigure one) => new(
        one.Domain, one.Quantity, one.Unit, one.Series, one.Mean, one.WeekBefore, ReportExtremeItem.Of(one.Lowest), ReportExtremeItem.Of(one.Highest));
}

sealed record ReportExtremeItem(double Value, string Place, string At)
{
    public static ReportExtremeItem Of(UtilityExtreme one) => new(one.Value, one.Place, Instants.ToRfc3339(one.T));
}
