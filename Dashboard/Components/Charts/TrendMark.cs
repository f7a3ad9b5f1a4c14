using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Charts;

/// <summary>An alert on the time axis. Times are Unix ms.</summary>
/// <param name="Severity">As the page's styles name it.</param>
/// <param name="Word">The same in the language of the page.</param>
/// <param name="EndedAt">Null while it stands.</param>
/// <param name="Seen">Somebody has acknowledged it.</param>
public sealed record TrendMark(string Series, string Title, string Severity, string Word, long RaisedAt, long? EndedAt, bool Seen)
{
    public static TrendMark Of(Alert alert, IStringLocalizer<Texts> texts) => new(
        alert.Series?.ToString() ?? "", AlertTitle.Of(alert), alert.Severity.ToString().ToLowerInvariant(), texts["Severity_" + alert.Severity], alert.RaisedAt,
        // One whose rule went has no time of its own at which it was over.
        alert.IsOpen ? null : alert.ClearedAt ?? alert.RaisedAt, alert.Acknowledged is not null);
}
