using CityOps.Core.Alerts;

namespace CityOps.Core.Reports;

/// <summary>
/// One day of the city on a few sheets, as it was known when the report was made: it does not change afterwards. Immutable. Instants are Unix ms, numbers stand in
/// the unit beside them.
/// </summary>
public sealed record DailyReport
{
    /// <summary>A civil day of the city.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>First moment of the day.</summary>
    public required long From { get; init; }

    /// <summary>First moment after the day.</summary>
    public required long To { get; init; }

    public required long MadeAt { get; init; }

    /// <summary>What needs a person today, the most urgent first.</summary>
    public required IReadOnlyList<ReportTask> Tasks { get; init; }

    public required NightAlerts Night { get; init; }

    /// <summary>The nearest to its limit first.</summary>
    public required ReportList<AirFigure> Air { get; init; }

    /// <summary>The busiest first.</summary>
    public required ReportList<TrafficFigure> Traffic { get; init; }

    public required IReadOnlyList<UtilityFigure> Utilities { get; init; }

    /// <summary>In the order of the domains; those without series are absent.</summary>
    public required IReadOnlyList<AvailabilityFigure> Availability { get; init; }
}

/// <summary>As many as a sheet has room for.</summary>
/// <param name="Others">How many are left out.</param>
public sealed record ReportList<T>(IReadOnlyList<T> Items, int Others);

/// <summary>What was raised from the evening of the day until the report was made.</summary>
/// <param name="From">When the evening began.</param>
/// <param name="Alerts">The worst first.</param>
public sealed record NightAlerts(long From, ReportList<ReportAlert> Alerts);

/// <summary>An alert as it stood when the report was made.</summary>
/// <param name="What">What happened, in a few words.</param>
/// <param name="Place">Station or device, and district.</param>
/// <param name="AcknowledgedBy">Null while nobody has.</param>
public sealed record ReportAlert(string Id, Severity Severity, LocalText What, string Place, long RaisedAt, long? ClearedAt, bool IsOpen, string? AcknowledgedBy);

/// <summary>One measured quantity against one limit of air quality law, on the legal day (UTC+1 all year) of the same date.</summary>
/// <param name="Statistic">What of the day is compared.</param>
/// <param name="Value">Null where the day has too few valid hours.</param>
/// <param name="Limit">Null where the law sets none for this statistic.</param>
/// <param name="YearCount">How often the limit was exceeded since 1 January, this day included: days, or hours where the statistic is of an hour.</param>
/// <param name="Allowed">How often a year may have; null where no number is set.</param>
/// <param name="Capture">Share of the hours of the day that are valid, 0 to 1.</param>
public sealed record AirFigure(
    string Station, string? District, string Quantity, string Unit, AirStatistic Statistic, double? Value, double? Limit, int YearCount, int? Allowed, double Capture)
{
    /// <summary>By the rounding of the law.</summary>
    public bool Exceeds => Value is { } value && Limit is { } limit && AirStatistics.Exceeds(value, limit);
}

/// <param name="Vehicles">Counted on the day.</param>
/// <param name="WeekBefore">Counted on the same day of the week before; null where nothing was.</param>
/// <param name="BusiestFrom">When the busiest hour began.</param>
/// <param name="BusiestFlow">Vehicles in it.</param>
/// <param name="Speed">Mean of all vehicles, km/h: harmonic, weighted with the flow; null where no speed is measured.</param>
/// <param name="Capture">Share of the expected readings, 0 to 1: what was not counted is missing from the number of vehicles.</param>
public sealed record TrafficFigure(string Station, string? District, double Vehicles, double? WeekBefore, long BusiestFrom, double BusiestFlow, double? Speed, double Capture);

/// <summary>A quantity of a network over the whole city, from hourly means.</summary>
/// <param name="Mean">Over the day and all its series.</param>
/// <param name="WeekBefore">The same, a week before; null where nothing was measured.</param>
public sealed record UtilityFigure(string Domain, string Quantity, string Unit, int Series, double Mean, double? WeekBefore, UtilityExtreme Lowest, UtilityExtreme Highest);

/// <param name="T">Start of the hour.</param>
public sealed record UtilityExtreme(double Value, string Place, long T);

/// <summary>How much of what should have come has come.</summary>
/// <param name="Silent">Series without any reading on the day.</param>
/// <param name="Capture">Share of the expected readings, 0 to 1.</param>
public sealed record AvailabilityFigure(string Domain, int Stations, int Series, int Silent, double Capture);
