using System.Globalization;

namespace CityOps.Simulators.Load;

/// <summary>The load in sentences for a terminal.</summary>
static class LoadText
{
    public static string Intent(LoadOptions o)
    {
        var rate = o.Rate > 0 ? Text($"{o.Rate:0} messages/s") : "as fast as the broker takes them";
        return Text($"{rate} for {o.Duration.TotalSeconds:0} s, QoS {o.Qos}, {o.Devices} devices on {o.Connections} connections, to {o.Host}:{o.Port}");
    }

    public static string Progress(LoadProgress before, LoadProgress now)
    {
        var rate = Rate(before, now);
        var again = now.Reconnects > 0 ? Text($", {now.Reconnects} reconnects") : "";
        return Text($"{now.Elapsed.TotalSeconds,4:0} s: sent {now.Sent} ({rate:0}/s), acknowledged {now.Acknowledged}, in flight {now.InFlight}; {now.Connected} connected{again}");
    }

    public static IReadOnlyList<(string Label, string Value)> Facts(LoadProgress before, LoadProgress now) =>
    [
        ("sending for", Text($"{now.Elapsed.TotalSeconds:0} s")),
        ("messages", Text($"{now.Sent:N0} sent ({Rate(before, now):N0}/s), {now.Acknowledged:N0} acknowledged, {now.InFlight:N0} in flight")),
        ("connections", Text($"{now.Connected} connected, {now.Reconnects} reconnects")),
    ];

    public static double Share(LoadProgress now, LoadOptions o)
    {
        var time = o.Duration > TimeSpan.Zero ? now.Elapsed / o.Duration : 1;
        return o.Messages is > 0 and var most ? Math.Max(time, (double)now.Sent / most) : time;
    }

    public static string Report(LoadReport r)
    {
        var asked = r.AskedRate > 0 ? Text($"asked {r.AskedRate:0}/s, at most {r.MostBehindSeconds:0.000} s behind") : "as fast as acknowledged";
        var lines = new List<string>
        {
            r.Qos == 0 ? Text($"Sent {r.Sent}; QoS 0 is not acknowledged") : Text($"Sent {r.Sent}, acknowledged {r.Acknowledged}, unanswered {r.Unanswered}"),
            Text($"Rate {r.ReachedRate:0}/s over {r.Seconds:0.0} s ({asked})"),
        };
        if (r.LatencyMs is { } l)
        {
            lines.Add(Text($"Publish to PUBACK: p50 {l.P50:0.0} ms, p90 {l.P90:0.0} ms, p99 {l.P99:0.0} ms, max {l.Max:0.0} ms"));
        }

        var warm = r.WarmCpuSecondsPerMillion is { } w ? Text($", warm {w:0.0}") : "";
        lines.Add(Text($"Own CPU: {r.CpuSecondsPerMillion:0.0} s per million messages{warm}"));
        lines.AddRange(Trouble(r));
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Why the run is not complete.</summary>
    public static string Shortfall(LoadReport r) =>
        r.Refused > 0
            ? $"The broker refused {r.Refused} messages ({r.RefusedBecause}) and left {r.Unanswered} unanswered. May this user publish for all devices?"
            : $"{r.Unanswered} messages were never acknowledged.";

    static IEnumerable<string> Trouble(LoadReport r)
    {
        (long Count, string What)[] trouble =
        [
            (r.Reconnects, "reconnects"), (r.Repeated, "messages sent again"), (r.Refused, "refused by the broker"), (r.Unheard, "acknowledged without a subscriber"),
        ];
        var told = string.Join(", ", trouble.Where(t => t.Count > 0).Select(t => $"{t.Count} {t.What}"));
        return told.Length > 0 ? [told] : [];
    }

    static double Rate(LoadProgress before, LoadProgress now)
    {
        var seconds = (now.Elapsed - before.Elapsed).TotalSeconds;
        return seconds > 0 ? (now.Sent - before.Sent) / seconds : 0;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
