using System.Globalization;
using System.Text;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;

namespace CityOps.Benchmarks.Incidents;

/// <summary>Outcomes of incidents as Markdown.</summary>
sealed class IncidentTable(int stations, int speed, TimeSpan tolerance, string date)
{
    readonly List<string> _rows = [];
    readonly List<string> _remarks = [];

    public bool IsRight => _remarks.Count == 0;

    public string Date => date;

    public void Add(IncidentOutcome outcome)
    {
        var (incident, seen, compared) = (outcome.Sheets[0].Incident, outcome.Seen, outcome.Comparison);
        _rows.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"| {incident.Kind.Id} | {incident.Place} | {incident.Size:0.0} | {Instants.ToRfc3339(incident.StartMs)[..16].Replace('T', ' ')} | {Length(TimeSpan.FromMilliseconds(incident.EndMs - incident.StartMs))} | {outcome.Required} | {outcome.Optional} | {seen.Count} | {compared.Missing.Count} | {compared.Extra.Count} | {compared.Untimely.Count} | {(outcome.FirstAlertAfter is { } first ? Length(first) : "")} |"));
        _remarks.AddRange(compared.Missing.Select(m => $"- {incident.Kind.Id}: missing: {m}"));
        _remarks.AddRange(compared.Extra.Select(e => $"- {incident.Kind.Id}: extra: {e}"));
        _remarks.AddRange(compared.Untimely.Select(u => $"- {incident.Kind.Id}: untimely: {u}"));
    }

    /// <summary>One that came to no end.</summary>
    public void Add(string kind, string why) => _remarks.Add($"- {kind} came to no end: {why}");

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Incidents and their answer sheets, {date}

            Commit {Machine.Commit(Checkout.Root)}. {Machine.Describe()}.
            {stations} stations in the Dashboard program, its time {speed} times as fast as ours. Each incident is ordered over MQTT; what was raised meanwhile anywhere in the
            city is read over HTTP and held against the incident's sheet. Tolerance {Length(tolerance)} of the city's time.

            *required*: alerts that the sheet demands. *may be*: those that depend on moments of reporting. *missing*, *extra*, *untimely* (time or severity) must be 0.

            | incident | place | size | begins (UTC) | takes | required | may be | raised | missing | extra | untimely | first alert after |
            | --- | --- | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |
            """));
        _rows.ForEach(row => text.AppendLine(row));
        if (_remarks.Count > 0)
        {
            text.AppendLine();
            _remarks.ForEach(remark => text.AppendLine(remark));
        }

        return text.ToString();
    }

    static string Length(TimeSpan time) => time < TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00} h");
}
