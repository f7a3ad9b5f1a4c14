namespace CityOps.Core.Alerts.Performance;

/// <summary>Who makes most of the load: the ten rules at places with most alerts. Immutable.</summary>
/// <param name="Actors">Most alerts first.</param>
/// <param name="Others">How many further rules at places have alerts.</param>
/// <param name="Share">Of all alerts that are these actors'; null without alerts.</param>
public sealed record BadActors(IReadOnlyList<BadActor> Actors, int Others, double? Share)
{
    /// <summary>How many are named.</summary>
    public const int Most = 10;

    internal static BadActors Of(IReadOnlyList<AnnouncedAlert> alerts)
    {
        var actors = alerts.GroupBy(alert => (alert.Source.RuleId, alert.Source.Place))
            .Select(group => new BadActor(group.MaxBy(alert => alert.At)!.Source, group.Count(), group.Count() / (double)alerts.Count, group.Max(alert => alert.At)))
            .OrderByDescending(actor => actor.Alerts).ThenBy(actor => actor.Source.RuleId, StringComparer.Ordinal).ThenBy(actor => actor.Source.Place, StringComparer.Ordinal).ToList();
        var worst = actors.Take(Most).ToList();
        return new BadActors(worst, actors.Count - worst.Count, alerts.Count == 0 ? null : worst.Sum(actor => actor.Alerts) / (double)alerts.Count);
    }
}

/// <summary>A rule at a place.</summary>
/// <param name="Source">Of its newest alert; another device of the place may have raised others.</param>
/// <param name="Share">Of all alerts.</param>
/// <param name="LastAt">Unix ms.</param>
public sealed record BadActor(AlertSource Source, int Alerts, double Share, long LastAt);
