using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>What a chart shows beside values: the limits that watch a series, and its alerts. The desks behind it check the right to see them.</summary>
sealed class ChartDesk(RuleDesk rules, AlertDesk alerts, LiveFeed feed, CityClock clock)
{
    const int MostAlerts = 200;

    /// <summary>Of all enabled rules that apply.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<SeriesLimit>> LimitsAsync(IEnumerable<SeriesId> series, CancellationToken cancellationToken)
    {
        var registry = feed.Registry;
        var all = await rules.ListAsync(cancellationToken);
        return [.. series.SelectMany(one => LimitsOf(one, all, registry, clock.Now))];
    }

    /// <summary>The newest of those that stood at some time of a period, Unix ms; null = without an end.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyList<Alert>> AlertsAsync(SeriesId series, long? from, long? to, CancellationToken cancellationToken) =>
        (await alerts.FindAsync(new AlertQuery { Series = series, StoodSince = from, To = to, Limit = MostAlerts }, cancellationToken)).Items;

    internal static IEnumerable<SeriesLimit> LimitsOf(SeriesId id, IEnumerable<AlertRule> rules, Registry registry, long now)
    {
        // Looked for with this one series, not among all of the city.
        var cover = new RuleCover(registry with { Series = registry.Series.TryGetValue(id, out var known) ? new[] { known }.ToFrozenDictionary(one => one.Id) : FrozenDictionary<SeriesId, Series>.Empty });
        var attributes = registry.StationOf(id.Device)?.Attributes ?? StationAttributes.None;
        return rules.Where(rule => rule.Enabled && cover.CountOf(rule) > 0)
            .SelectMany(rule => RuleLimits.Of(rule, attributes, now), (rule, level) => new SeriesLimit(id, rule, level.Severity, level.Limit));
    }
}

/// <summary>A limit of a rule on the values of a series.</summary>
sealed record SeriesLimit(SeriesId Series, AlertRule Rule, Severity Severity, Limit Limit);
