namespace CityOps.Core.Alerts.Performance;

/// <summary>What is judged.</summary>
public enum PerformanceFigure : byte
{
    /// <summary>Mean for each hour and operator.</summary>
    PerHour = 1,
    /// <summary>Mean for each ten minutes and operator.</summary>
    PerTenMinutes = 2,
    /// <summary>Share of ten-minute periods with more than ten alerts for each operator.</summary>
    BusyPeriods = 3,
    /// <summary>Most alerts in a ten-minute period for each operator.</summary>
    Busiest = 4,
    /// <summary>Share of the time that is in a flood.</summary>
    TimeInFlood = 5,
    /// <summary>Share of the ten worst actors.</summary>
    TopTen = 6,
    /// <summary>Sources that chatter.</summary>
    Chattering = 7,
    /// <summary>Fleeting alerts.</summary>
    Fleeting = 8,
    /// <summary>Stale alerts on the worst day.</summary>
    Stale = 9,
    /// <summary>Share of critical alerts.</summary>
    Critical = 10,
    /// <summary>Share of major alerts.</summary>
    Major = 11,
    /// <summary>Share of minor alerts; what is left are warnings.</summary>
    Minor = 12,
}

/// <summary>What is said of a figure.</summary>
public enum Verdict : byte
{
    /// <summary>On target.</summary>
    Good = 1,
    /// <summary>Not on target, but people can still do it.</summary>
    Manageable = 2,
    /// <summary>Too much.</summary>
    Over = 3,
}

/// <summary>What a figure should be, after ISA-18.2-2016 section 16. Shares are from 0 to 1.</summary>
/// <param name="Good">At most, or below where <paramref name="IsBelow"/>.</param>
/// <param name="Manageable">At most; null where there is nothing between good and too much.</param>
/// <param name="IsShareOfAlerts">With few alerts a single one is more than the target: then nothing is said.</param>
public sealed record PerformanceTarget(PerformanceFigure Figure, double Good, double? Manageable = null, bool IsBelow = false, bool IsShareOfAlerts = false)
{
    /// <summary>Ten single alerts are 5 % of so many, which is the target for the ten worst actors.</summary>
    public const int LeastAlertsForShares = 200;

    /// <summary>In the order in which they are read.</summary>
    public static IReadOnlyList<PerformanceTarget> All { get; } =
    [
        new(PerformanceFigure.PerHour, 6, 12),
        new(PerformanceFigure.PerTenMinutes, 1, 2),
        new(PerformanceFigure.BusyPeriods, 0.01, IsBelow: true),
        new(PerformanceFigure.Busiest, AlertLoad.MostInTenMinutes),
        new(PerformanceFigure.TimeInFlood, 0.01, IsBelow: true),
        new(PerformanceFigure.TopTen, 0.05, IsShareOfAlerts: true),
        new(PerformanceFigure.Chattering, 0),
        new(PerformanceFigure.Fleeting, 0),
        new(PerformanceFigure.Stale, 5, IsBelow: true),
        new(PerformanceFigure.Critical, 0.01, IsBelow: true, IsShareOfAlerts: true),
        new(PerformanceFigure.Major, 0.05, IsShareOfAlerts: true),
        new(PerformanceFigure.Minor, 0.15, IsShareOfAlerts: true),
    ];

    /// <param name="alerts">How many there were in all.</param>
    internal JudgedFigure Judge(double? value, int alerts) => new(this, value, value is not { } number || (IsShareOfAlerts && alerts < LeastAlertsForShares) ? null
        : number < Good || (number <= Good && !IsBelow) ? Verdict.Good
        : number <= Manageable ? Verdict.Manageable
        : Verdict.Over);
}

/// <summary>A figure beside what it should be.</summary>
/// <param name="Value">In the unit of the target; null where there is none.</param>
/// <param name="Verdict">Null where there is too little to judge.</param>
public sealed record JudgedFigure(PerformanceTarget Target, double? Value, Verdict? Verdict)
{
    public PerformanceFigure Figure => Target.Figure;
}
