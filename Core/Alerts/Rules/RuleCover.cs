using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Which series of a registry a rule watches. Made once per registry, because a city has many series and many rules. Immutable.</summary>
public sealed class RuleCover(Registry registry)
{
    readonly ILookup<string, Series> _byQuantity = registry.Series.Values.ToLookup(series => series.Id.Quantity);

    public Registry Registry => registry;

    /// <summary>In no order. A disabled rule, too, says what it would watch.</summary>
    public IEnumerable<Series> Of(AlertRule rule) => RuleScope.Quantities(rule).SelectMany(quantity => _byQuantity[quantity]).Where(series => Watches(rule, series));

    public int CountOf(AlertRule rule) => Of(rule).Count();

    bool Watches(AlertRule rule, Series series)
    {
        var station = registry.StationOf(series.Id.Device);
        return RuleScope.Matches(rule, series.Id, series.Domain, new SeriesPlace(station?.Id, station?.District, null)) && HasItsGroup(rule.Condition, station) && HasItsLimit(rule.Condition, station);
    }

    static bool HasItsLimit(Condition condition, Station? station) =>
        !LimitSource.IsStations(condition.LimitFrom) || station?.Attributes.TryGet(condition.LimitFrom, out _) == true;

    // A device that stands nowhere is in no station's and no district's group.
    static bool HasItsGroup(Condition condition, Station? station) =>
        !condition.IsGroup || (condition.Scope == GroupScope.Station ? station : (object?)station?.District) is not null;
}
