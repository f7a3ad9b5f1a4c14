using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>Where an alert of a severity stands: between two values, null = without an end.</summary>
/// <param name="Severity">As the page's styles name it.</param>
/// <param name="Label">Short, at the edge.</param>
/// <param name="Rule">The name that people gave it, in whatever language.</param>
/// <param name="Says">What it says, in the language of the page.</param>
public sealed record TrendBand(double? From, double? To, string Severity, string Label, string Rule, string Says)
{
    /// <summary>Of all limits that watch a series, the worst first. Two rules with the same limit and severity make one band.</summary>
    internal static IReadOnlyList<TrendBand> Of(IEnumerable<SeriesLimit> limits, IStringLocalizer<Texts> texts) =>
        [.. limits.OrderBy(one => one.Severity).ThenBy(one => one.Rule.Name, StringComparer.CurrentCulture)
            .SelectMany(one => Of(one, texts)).DistinctBy(band => (band.From, band.To, band.Severity))];

    static IEnumerable<TrendBand> Of(SeriesLimit one, IStringLocalizer<Texts> texts) => Zones(one.Limit).Select(zone => new TrendBand(
        zone.From, zone.To, one.Severity.ToString().ToLowerInvariant(), Name(one, zone, texts), one.Rule.Name, Words.Of(RuleSentence.Describe(one.Rule))));

    static IEnumerable<(double? From, double? To)> Zones(Limit limit) => limit.Kind switch
    {
        ConditionKind.Above => [(limit.High, null)],
        ConditionKind.Below => [(null, limit.Low)],
        ConditionKind.Outside => [(limit.High, null), (null, limit.Low)],
        _ => [(limit.Low, limit.High)],
    };

    /// <summary>A limit on a window is not one on each value, and says so.</summary>
    static string Name(SeriesLimit one, (double? From, double? To) zone, IStringLocalizer<Texts> texts)
    {
        var culture = CultureInfo.CurrentCulture;
        var numbers = string.Join("–", new[] { zone.From, zone.To }.OfType<double>().Select(edge => CityFormat.Number(edge, culture)));
        var label = $"{texts["Severity_" + one.Severity].Value}: {texts["Limit", numbers].Value}";
        return one.Rule.Condition.Of is { IsWindow: true } window ? $"{label} ({CityFormat.Age((long)window.Over.TotalMilliseconds, culture)})" : label;
    }
}
