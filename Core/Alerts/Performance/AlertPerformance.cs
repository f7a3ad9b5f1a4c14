namespace CityOps.Core.Alerts.Performance;

/// <summary>
/// How well alerts serve the people who get them, after ISA-18.2. Only announced alerts count, each once and at its announcement, as contracts.md says. An alert
/// knows nothing of drills, so those of a drill count like others. Immutable; pure, and safe for concurrent use. Times are Unix ms.
/// </summary>
public sealed record AlertPerformance
{
    public required long From { get; init; }
    /// <summary>Exclusive; now, where the period goes on.</summary>
    public required long To { get; init; }
    public required int Operators { get; init; }
    /// <summary>Announced in the period.</summary>
    public required int Alerts { get; init; }
    /// <summary>Written in the period, but never announced: history, or suppressed with their raise.</summary>
    public required int NotAnnounced { get; init; }
    public required AlertLoad Load { get; init; }
    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<AlertFlood> Floods { get; init; }
    public required AcknowledgementTimes Acknowledgement { get; init; }
    /// <summary>From raise to clearing, in the world's time; null where none of the period's alerts has cleared.</summary>
    public required DurationSummary? Return { get; init; }
    public required BadActors BadActors { get; init; }
    public required TremblingAlerts Trembling { get; init; }
    public required StaleAlerts Stale { get; init; }
    /// <summary>Worst first; each severity has an entry.</summary>
    public required IReadOnlyList<SeverityShare> Mix { get; init; }
    public required ShelvedAlerts Shelved { get; init; }
    /// <summary>The share of the period's time that is in one.</summary>
    public double FloodShare => PerformancePeriod.Share(Floods.Sum(flood => flood.To - flood.From), To - From);
    /// <summary>In the order of <see cref="PerformanceTarget.All"/>.</summary>
    public IReadOnlyList<JudgedFigure> Figures => [.. PerformanceTarget.All.Select(target => target.Judge(ValueOf(target.Figure), Alerts))];

    /// <param name="recorded">At least those that were written in the period or stood in it.</param>
    public static AlertPerformance Of(IReadOnlyCollection<RecordedAlert> recorded, PerformancePeriod period)
    {
        var announced = recorded.Select(AnnouncedAlert.Read).OfType<AnnouncedAlert>().Where(alert => alert.At < period.End)
            .OrderBy(alert => alert.At).ThenBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        var alerts = announced.Where(alert => period.Has(alert.At)).ToList();
        return new AlertPerformance
        {
            From = period.From,
            To = period.End,
            Operators = period.Operators,
            Alerts = alerts.Count,
            NotAnnounced = recorded.Count(alert => IsOfPeriod(alert, period) && AnnouncedAlert.Read(alert) is null),
            Load = AlertLoad.Of(alerts, period),
            Floods = AlertFlood.Find(alerts, period),
            Acknowledgement = AcknowledgementTimes.Of(alerts, period.Now),
            Return = DurationSummary.Of(alerts.Where(alert => alert.ClearedAt is not null).Select(alert => alert.ClearedAt!.Value - alert.RaisedAt)),
            BadActors = BadActors.Of(alerts),
            Trembling = TremblingAlerts.Of(alerts),
            Stale = StaleAlerts.Of(announced, period),
            Mix = [.. Enum.GetValues<Severity>().Select(severity => SeverityShare.Of(severity, alerts))],
            Shelved = ShelvedAlerts.Of(recorded, period),
        };
    }

    double? ValueOf(PerformanceFigure figure) => figure switch
    {
        PerformanceFigure.PerHour => Load.PerHour,
        PerformanceFigure.PerTenMinutes => Load.PerTenMinutes,
        PerformanceFigure.BusyPeriods => PerformancePeriod.Share(Load.BusyPeriods, Load.Periods),
        PerformanceFigure.Busiest => Load.Busiest / (double)Operators,
        PerformanceFigure.TimeInFlood => FloodShare,
        PerformanceFigure.TopTen => BadActors.Share,
        PerformanceFigure.Chattering => Trembling.Chattering.Count,
        PerformanceFigure.Fleeting => Trembling.Fleeting.Sum(source => source.Alerts),
        PerformanceFigure.Stale => Stale.Worst?.Stale ?? 0,
        PerformanceFigure.Critical => ShareOf(Severity.Critical),
        PerformanceFigure.Major => ShareOf(Severity.Major),
        _ => ShareOf(Severity.Minor),
    };

    double? ShareOf(Severity severity) => Mix.Single(one => one.Severity == severity).Share;

    static bool IsOfPeriod(RecordedAlert alert, PerformancePeriod period) => alert.Transitions.Any(step => step.Kind == TransitionKind.Raised && period.Has(step.At));
}

/// <summary>How many alerts are of a severity.</summary>
/// <param name="Share">Of all; null without alerts.</param>
public sealed record SeverityShare(Severity Severity, int Alerts, double? Share)
{
    internal static SeverityShare Of(Severity severity, IReadOnlyCollection<AnnouncedAlert> alerts)
    {
        var count = alerts.Count(alert => alert.Severity == severity);
        return new SeverityShare(severity, count, alerts.Count == 0 ? null : count / (double)alerts.Count);
    }
}
