using System.Globalization;

namespace CityOps.Simulators.Incidents;

/// <summary>How what was raised differs from an answer sheet, in sentences; all empty = as it should be.</summary>
/// <param name="Missing">Required, and not raised.</param>
/// <param name="Extra">Raised, and on no line; or a line's second alert.</param>
/// <param name="Untimely">Raised or cleared too early or too late, or with another severity.</param>
public sealed record SheetComparison(IReadOnlyList<string> Missing, IReadOnlyList<string> Extra, IReadOnlyList<string> Untimely)
{
    public bool IsRight => Missing.Count + Extra.Count + Untimely.Count == 0;

    public override string ToString() => IsRight ? "as on the sheet" : string.Join(
        Environment.NewLine, [.. Missing.Select(m => "missing: " + m), .. Extra.Select(e => "extra: " + e), .. Untimely.Select(u => "untimely: " + u)]);

    internal static SheetComparison Of(IReadOnlyList<ExpectedAlert> lines, IReadOnlyList<SeenAlert> seen, long toleranceMs)
    {
        var (missing, extra, untimely) = (new List<string>(), new List<string>(), new List<string>());
        var open = lines.ToDictionary(line => (line.Rule, line.Subject));
        foreach (var alert in seen.OrderBy(alert => alert.RaisedAt))
        {
            if (open.Remove((alert.Rule, alert.Subject), out var line))
            {
                untimely.AddRange(Faults(line, alert, toleranceMs));
            }
            else
            {
                extra.Add($"{alert.Rule}, {alert.Subject}, raised at {Time(alert.RaisedAt)}");
            }
        }

        missing.AddRange(open.Values.Where(line => line.Required).Select(line => $"{line.Rule}, {line.Subject} ({line.Where}), until {Time(line.LatestRaise)}"));
        return new SheetComparison(missing, extra, untimely);
    }

    static IEnumerable<string> Faults(ExpectedAlert line, SeenAlert alert, long tolerance)
    {
        var name = $"{line.Rule}, {line.Subject}";
        // With levels, what is seen later may be any step between the first and the worst.
        if (alert.Severity > line.Severity || alert.Severity < line.Highest)
        {
            yield return $"{name} is {alert.Severity}, not {line.Severity}";
        }

        if (alert.RaisedAt < line.EarliestRaise - tolerance || alert.RaisedAt > line.LatestRaise + tolerance)
        {
            yield return $"{name} raised at {Time(alert.RaisedAt)}, not from {Time(line.EarliestRaise)} to {Time(line.LatestRaise)}";
        }

        if (alert.ClearedAt is { } cleared && (cleared < line.EarliestClear - tolerance || cleared > line.LatestClear + tolerance))
        {
            yield return $"{name} cleared at {Time(cleared)}, not from {Time(line.EarliestClear)} to {(line.LatestClear is { } latest ? Time(latest) : "ever")}";
        }
        else if (alert.ClearedAt is null && line is { Required: true, LatestClear: not null })
        {
            yield return $"{name} is still open after {Time(line.LatestClear.Value)}";
        }
    }

    static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
