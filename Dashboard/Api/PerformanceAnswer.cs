using System.Text.Json;
using CityOps.Core.Alerts.Performance;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Api;

/// <summary>How the alerts of a period performed. Durations are seconds, shares from 0 to 1.</summary>
/// <param name="To">Now, where the period goes on.</param>
sealed record PerformanceAnswer(
    string From, string To, int Operators, int Alerts, int NotAnnounced, IReadOnlyList<FigureItem> Figures, LoadItem Load, IReadOnlyList<FloodItem> Floods,
    AcknowledgementTimesItem Acknowledgement, DurationItem? ReturnToNormal, BadActorsItem BadActors, IReadOnlyList<ChatteringItem> Chattering, IReadOnlyList<FleetingItem> Fleeting,
    StaleItem Stale, IReadOnlyDictionary<string, int> Severities, ShelvedItem Shelved)
{
    public static PerformanceAnswer Of(AlertPerformance one) => new(
        Instants.ToRfc3339(one.From), Instants.ToRfc3339(one.To), one.Operators, one.Alerts, one.NotAnnounced, [.. one.Figures.Select(FigureItem.Of)], LoadItem.Of(one.Load),
        [.. one.Floods.Select(flood => new FloodItem(Instants.ToRfc3339(flood.From), Instants.ToRfc3339(flood.To), flood.Alerts, SourceItem.Of(flood.First)))],
        AcknowledgementTimesItem.Of(one.Acknowledgement), DurationItem.Of(one.Return),
        new BadActorsItem(one.BadActors.Share, one.BadActors.Others, [.. one.BadActors.Actors.Select(actor => new BadActorItem(SourceItem.Of(actor.Source), actor.Alerts, actor.Share, Instants.ToRfc3339(actor.LastAt)))]),
        [.. one.Trembling.Chattering.Select(source => new ChatteringItem(SourceItem.Of(source.Source), source.Raises, source.Most, source.WindowSeconds, Instants.ToRfc3339(source.LastAt)))],
        [.. one.Trembling.Fleeting.Select(source => new FleetingItem(SourceItem.Of(source.Source), source.Alerts, Instants.ToRfc3339(source.LastAt)))],
        StaleItem.Of(one.Stale), one.Mix.ToDictionary(share => Word(share.Severity), share => share.Alerts), new ShelvedItem(one.Shelved.Count, one.Shelved.MeanMs / 1_000));

    /// <summary>As JSON has words: <c>perHour</c>.</summary>
    internal static string Word<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}

/// <param name="Target">At most; below, where <paramref name="Below"/>.</param>
/// <param name="Manageable">At most; null where there is nothing between target and too much.</param>
/// <param name="Verdict"><c>good</c>, <c>manageable</c>, <c>over</c>, or null where there is too little to judge.</param>
sealed record FigureItem(string Figure, double? Value, double Target, bool Below, double? Manageable, string? Verdict)
{
    public static FigureItem Of(JudgedFigure one) => new(
        PerformanceAnswer.Word(one.Figure), one.Value, one.Target.Good, one.Target.IsBelow, one.Target.Manageable, one.Verdict is { } verdict ? PerformanceAnswer.Word(verdict) : null);
}

/// <param name="Periods">Of ten minutes.</param>
/// <param name="Hours">Of the city's clock, from midnight on.</param>
sealed record LoadItem(double PerHour, double PerTenMinutes, int Periods, int BusyPeriods, int Busiest, string? BusiestAt, IReadOnlyList<HourItem> Hours)
{
    public static LoadItem Of(AlertLoad load) => new(
        load.PerHour, load.PerTenMinutes, load.Periods, load.BusyPeriods, load.Busiest, load.BusiestAt is { } at ? Instants.ToRfc3339(at) : null,
        [.. load.Hours.Select(hour => new HourItem(hour.Hour, hour.Alerts, hour.Hours, hour.PerHour))]);
}

sealed record HourItem(int Hour, int Alerts, double Hours, double PerHour);

sealed record FloodItem(string From, string To, int Alerts, SourceItem First);

/// <param name="Device">Null where the subject is none.</param>
sealed record SourceItem(string Rule, string Name, string? Domain, string? District, string? Station, string? Device, string? Quantity)
{
    public static SourceItem Of(AlertSource source) => new(source.RuleId, source.RuleName, source.Domain, source.District, source.Station, source.Device, source.Quantity);
}

sealed record DurationItem(int Count, double Mean, double P50, double P95)
{
    public static DurationItem? Of(DurationSummary? one) => one is null ? null : new DurationItem(one.Count, one.MeanMs / 1_000, one.P50Ms / 1_000.0, one.P95Ms / 1_000.0);
}

sealed record AcknowledgementTimesItem(DurationItem? Times, int Never, int LongerThan30Min, IReadOnlyList<SeverityAcknowledgementItem> Severities)
{
    public static AcknowledgementTimesItem Of(AcknowledgementTimes one) => new(
        DurationItem.Of(one.Times), one.Never, one.Long,
        [.. one.Severities.Select(severity => new SeverityAcknowledgementItem(
            PerformanceAnswer.Word(severity.Severity), severity.Limit.TotalSeconds, severity.Alerts, severity.Acknowledged, severity.InTime, severity.Late, severity.ShareInTime, DurationItem.Of(severity.Times)))]);
}

/// <param name="Limit">Seconds.</param>
sealed record SeverityAcknowledgementItem(string Severity, double Limit, int Alerts, int Acknowledged, int InTime, int Late, double? ShareInTime, DurationItem? Times);

/// <param name="Others">Rules at places with alerts beside these.</param>
sealed record BadActorsItem(double? Share, int Others, IReadOnlyList<BadActorItem> Actors);

sealed record BadActorItem(SourceItem Source, int Alerts, double Share, string Last);

sealed record ChatteringItem(SourceItem Source, int Raises, int Most, long WindowSeconds, string Last);

sealed record FleetingItem(SourceItem Source, int Alerts, string Last);

sealed record StaleItem(int Worst, IReadOnlyList<DayItem> Days, IReadOnlyList<StaleAlertItem> Alerts)
{
    public static StaleItem Of(StaleAlerts stale) => new(
        stale.Worst?.Stale ?? 0, [.. stale.Days.Select(day => new DayItem(Instants.ToRfc3339(day.From), Instants.ToRfc3339(day.To), day.Alerts, day.Stale))],
        [.. stale.Alerts.Select(alert => new StaleAlertItem(
            alert.Id, SourceItem.Of(alert.Source), PerformanceAnswer.Word(alert.Severity), Instants.ToRfc3339(alert.RaisedAt), alert.OverAt is { } over ? Instants.ToRfc3339(over) : null))]);
}

sealed record DayItem(string From, string To, int Alerts, int Stale);

sealed record StaleAlertItem(string Id, SourceItem Source, string Severity, string RaisedAt, string? OverAt);

/// <param name="Mean">Seconds.</param>
sealed record ShelvedItem(int Count, double? Mean);
