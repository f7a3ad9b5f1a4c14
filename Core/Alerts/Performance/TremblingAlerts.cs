namespace CityOps.Core.Alerts.Performance;

/// <summary>Alerts that come and go faster than anybody can act: each is a mistake of a rule or a device. By the world's time. Immutable.</summary>
/// <param name="Chattering">Most raises first.</param>
/// <param name="Fleeting">Most alerts first.</param>
public sealed record TremblingAlerts(IReadOnlyList<ChatteringSource> Chattering, IReadOnlyList<FleetingSource> Fleeting)
{
    const int Raises = 3;
    const int Reports = 10;
    const long MinuteMs = 60_000;
    const long FleetingMs = 10_000;

    /// <param name="alerts">Of the period.</param>
    internal static TremblingAlerts Of(IReadOnlyList<AnnouncedAlert> alerts)
    {
        var sources = alerts.GroupBy(alert => (alert.Source.RuleId, alert.Source.Subject)).Select(group => group.OrderBy(alert => alert.RaisedAt).ToList()).ToList();
        return new TremblingAlerts(
            [.. sources.Select(ChatteringOf).OfType<ChatteringSource>().OrderByDescending(one => one.Raises).ThenBy(one => one.Source.RuleId, StringComparer.Ordinal).ThenBy(one => one.Source.Subject, StringComparer.Ordinal)],
            [.. sources.Select(FleetingOf).OfType<FleetingSource>().OrderByDescending(one => one.Alerts).ThenBy(one => one.Source.RuleId, StringComparer.Ordinal).ThenBy(one => one.Source.Subject, StringComparer.Ordinal)]);
    }

    /// <summary>Three raises in a minute, or in ten reports of a device whose interval is known: one that reports each minute can never do the first.</summary>
    static ChatteringSource? ChatteringOf(List<AnnouncedAlert> alerts)
    {
        var windowMs = Math.Max(MinuteMs, Reports * 1_000L * (alerts[^1].IntervalSeconds ?? 0));
        var (raises, most, oldest, lastPart) = (0, 0, 0, -1);
        for (var i = 0; i < alerts.Count; i++)
        {
            while (alerts[i].RaisedAt - alerts[oldest].RaisedAt > windowMs)
            {
                oldest++;
            }

            if (i - oldest + 1 >= Raises)
            {
                // Those of the window that were not in one before.
                raises += i - Math.Max(oldest, lastPart + 1) + 1;
                most = Math.Max(most, i - oldest + 1);
                lastPart = i;
            }
        }

        return raises == 0 ? null : new ChatteringSource(alerts[^1].Source, raises, most, windowMs / 1_000, alerts[lastPart].RaisedAt);
    }

    static FleetingSource? FleetingOf(List<AnnouncedAlert> alerts)
    {
        var fleeting = alerts.Where((alert, i) => alert.ClearedAt - alert.RaisedAt < FleetingMs &&
            (i == 0 || alert.RaisedAt - alerts[i - 1].RaisedAt > MinuteMs) && (i == alerts.Count - 1 || alerts[i + 1].RaisedAt - alert.RaisedAt > MinuteMs)).ToList();
        return fleeting.Count == 0 ? null : new FleetingSource(fleeting[^1].Source, fleeting.Count, fleeting[^1].RaisedAt);
    }
}

/// <summary>A rule that raises again and again for one subject.</summary>
/// <param name="Raises">That belong to such a time.</param>
/// <param name="Most">Of them within one window.</param>
/// <param name="WindowSeconds">A minute, or ten intervals of the device where that is longer.</param>
/// <param name="LastAt">ObservedAt of the last such raise, Unix ms.</param>
public sealed record ChatteringSource(AlertSource Source, int Raises, int Most, long WindowSeconds, long LastAt);

/// <summary>A rule whose alerts of one subject were over within ten seconds and did not come again within a minute.</summary>
/// <param name="LastAt">ObservedAt of the last such raise, Unix ms.</param>
public sealed record FleetingSource(AlertSource Source, int Alerts, long LastAt);
