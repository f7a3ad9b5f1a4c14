using CityOps.Benchmarks.Rig;
using CityOps.Simulators.Incidents;

namespace CityOps.Benchmarks.Incidents;

/// <summary>What became of incidents that ran at the same time: what each sheet asked for, and how what the product raised differs.</summary>
/// <param name="Sheets">In the order in which they were started.</param>
/// <param name="Seen">Every alert since the first began.</param>
sealed record IncidentOutcome(IReadOnlyList<(Incident Incident, AnswerSheet Sheet)> Sheets, IReadOnlyList<SeenAlert> Seen, SheetComparison Comparison)
{
    public int Required => Sheets.Sum(one => one.Sheet.Required.Count());

    public int Optional => Sheets.Sum(one => one.Sheet.Lines.Count) - Required;

    /// <summary>From the beginning of the first incident to the first alert, in the city's time; null when there was none.</summary>
    public TimeSpan? FirstAlertAfter => Seen.Count == 0 ? null : TimeSpan.FromMilliseconds(Seen.Min(alert => alert.RaisedAt) - Sheets.Min(one => one.Incident.StartMs));
}

/// <summary>Plays incidents through the whole product and holds what was raised against the answer sheets.</summary>
static class IncidentTruth
{
    /// <summary>In real time: what is due may still be on its way through the product.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="wishes">Of incidents that have no device in common: each alert must belong to one sheet.</param>
    /// <param name="tolerance">City time that an alert may be beside its time.</param>
    public static async Task<IncidentOutcome> PlayAsync(IncidentCity city, IReadOnlyList<PlannedIncident> wishes, TimeSpan tolerance, TimeSpan within, CancellationToken ct)
    {
        var sheets = new List<(Incident Incident, AnswerSheet Sheet)>();
        foreach (var wish in wishes)
        {
            var incident = await city.StartIncidentAsync(wish, ct);
            sheets.Add((incident, AnswerSheet.Of(city.City, incident, IncidentCity.Rules)));
        }

        var whole = new AnswerSheet([.. sheets.SelectMany(one => one.Sheet.Lines)]);
        var from = sheets.Min(one => one.Incident.StartMs);
        var over = Math.Max(sheets.Max(one => one.Incident.EndMs), whole.Required.Max(line => line.LatestClear ?? line.LatestRaise)) + (long)tolerance.TotalMilliseconds;
        await Eventually.SatisfiesAsync(() => city.NowAsync(ct), now => now > over, "the end of the incidents", within);
        try
        {
            return await Eventually.SatisfiesAsync(LookAsync, outcome => outcome.Comparison.IsRight, "what is on the sheet", Patience);
        }
        catch (TimeoutException)
        {
            return await LookAsync();
        }

        async Task<IncidentOutcome> LookAsync()
        {
            var seen = await city.AlertsAsync(from, ct);
            return new IncidentOutcome(sheets, seen, whole.Compare(seen, tolerance));
        }
    }
}
