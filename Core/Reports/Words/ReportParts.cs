namespace CityOps.Core.Reports;

/// <summary>A part of a report as words: a heading and a table, or a sentence in place of one.</summary>
/// <param name="Id">The same in every language.</param>
/// <param name="Note">Below the heading; null = none.</param>
/// <param name="Empty">In place of the table where it has no rows.</param>
/// <param name="Others">How many rows are left out, in words; null = none.</param>
sealed record ReportPart(string Id, string Title, string? Note, IReadOnlyList<string> Head, IReadOnlyList<ReportCell[]> Rows, string Empty, string? Others = null);

/// <param name="IsNumber">Stands to the right.</param>
/// <param name="IsBad">Needs an eye.</param>
/// <param name="Path">Where it leads to, from the address of the city; null = nowhere.</param>
readonly record struct ReportCell(string Text, bool IsNumber = false, bool IsBad = false, string? Path = null);

/// <summary>Puts a report into words, part by part.</summary>
sealed class ReportParts(DailyReport report, ReportSpeech speech)
{
    readonly ReportWords _words = speech.Words;

    public IEnumerable<ReportPart> All() => [Tasks(), Night(), Air(), Traffic(), Utilities(), Availability()];

    /// <summary>The report in three sentences.</summary>
    public string Summary()
    {
        var (came, expected) = report.Availability.Aggregate((Came: 0.0, Expected: 0), (sum, one) => (sum.Came + (one.Capture * one.Series), sum.Expected + one.Series));
        var night = report.Night.Alerts;
        return $"{_words.Summary.Tasks.Of(report.Tasks.Sum(task => task.Count))} {_words.Summary.Alerts.Of(night.Items.Count + night.Others)}" +
            (expected == 0 ? "" : " " + ReportSpeech.Fill(_words.Summary.Capture, speech.Percent(came / expected)));
    }

    ReportPart Tasks() => new(
        "tasks", _words.Parts.Tasks, null, _words.TaskHead, [.. report.Tasks.Select(task => (ReportCell[])[new(_words.Tasks[task.Kind]), Number(speech.Whole(task.Count)), new(NamesOf(task))])],
        _words.Nothing.ToDo);

    ReportPart Night() => new(
        "night", _words.Parts.Night, ReportSpeech.Fill(_words.Nothing.Since, speech.Moment(report.Night.From)), _words.AlertHead,
        [.. report.Night.Alerts.Items.Select(alert => (ReportCell[])[
            new(speech.Severity(alert.Severity), IsBad: alert.Severity == Alerts.Severity.Critical), new(speech.Say(alert.What), Path: "/alerts/" + alert.Id), new(alert.Place), new(speech.Time(alert.RaisedAt)), new(StateOf(alert))])],
        ReportSpeech.Fill(_words.Nothing.Alerts, speech.Moment(report.Night.From)), OthersOf(report.Night.Alerts.Others));

    ReportPart Air() => new(
        "air", _words.Parts.Air, _words.AirNote, _words.AirHead,
        [.. report.Air.Items.Select(figure => (ReportCell[])[
            new(Place(figure.Station, figure.District)), new($"{speech.Quantity(figure.Quantity)}, {_words.AirStatistics[figure.Statistic]}"), ValueOf(figure),
            Number(figure.Limit is { } limit ? speech.Amount(limit, figure.Unit) : "–"),
            Number(figure.Limit is null ? "–" : figure.Allowed is { } allowed ? ReportSpeech.Fill(_words.Of, speech.Whole(figure.YearCount), speech.Whole(allowed)) : speech.Whole(figure.YearCount), figure.YearCount > figure.Allowed),
            Number(speech.Percent(figure.Capture))])],
        _words.Nothing.Measured, OthersOf(report.Air.Others));

    ReportPart Traffic() => new(
        "traffic", _words.Parts.Traffic, null, _words.TrafficHead,
        [.. report.Traffic.Items.Select(figure => (ReportCell[])[
            new(Place(figure.Station, figure.District)), Number(speech.Whole(figure.Vehicles)), Number(figure.WeekBefore is { } before ? speech.Whole(before) : "–"),
            Number($"{speech.Time(figure.BusiestFrom)} · {speech.Whole(figure.BusiestFlow)}"), Number(figure.Speed is { } speed ? speech.Amount(Math.Round(speed), "km/h") : "–"), Number(speech.Percent(figure.Capture))])],
        _words.Nothing.Measured, OthersOf(report.Traffic.Others));

    ReportPart Utilities() => new(
        "utilities", _words.Parts.Utilities, null, _words.UtilityHead,
        [.. report.Utilities.Select(figure => (ReportCell[])[
            new(speech.Domain(figure.Domain)), new(speech.Quantity(figure.Quantity)), Number(speech.Amount(figure.Mean, figure.Unit)),
            Number(figure.WeekBefore is { } before ? speech.Amount(before, figure.Unit) : "–"), new(Extreme(figure.Lowest, figure.Unit)), new(Extreme(figure.Highest, figure.Unit))])],
        _words.Nothing.Measured);

    ReportPart Availability() => new(
        "availability", _words.Parts.Availability, null, _words.AvailabilityHead,
        [.. report.Availability.Select(figure => (ReportCell[])[
            new(speech.Domain(figure.Domain)), Number(speech.Whole(figure.Stations)), Number(speech.Whole(figure.Series)), Number(speech.Whole(figure.Silent), figure.Silent > 0), Number(speech.Percent(figure.Capture))])],
        _words.Nothing.Measured);

    ReportCell ValueOf(AirFigure figure) => figure.Value is { } value
        ? Number(speech.Amount(value, figure.Unit) + (figure.Exceeds ? $" · {_words.Exceeded}" : ""), figure.Exceeds)
        : Number(_words.TooFew);

    string StateOf(ReportAlert alert)
    {
        var acknowledged = alert.AcknowledgedBy is { } by ? ReportSpeech.Fill(_words.AlertStates.Acknowledged, by) : _words.AlertStates.Unacknowledged;
        return alert.IsOpen ? $"{_words.AlertStates.Open}, {acknowledged}"
            : alert.ClearedAt is { } cleared ? $"{ReportSpeech.Fill(_words.AlertStates.Cleared, speech.Time(cleared))}, {acknowledged}"
            : acknowledged;
    }

    string NamesOf(ReportTask task) => string.Join("; ", task.Names.Select(speech.Say)) + (task.Count > task.Names.Count ? " " + _words.Others.Of(task.Count - task.Names.Count) : "");

    string Extreme(UtilityExtreme extreme, string unit) => $"{speech.Amount(extreme.Value, unit)} · {extreme.Place}, {speech.Time(extreme.T)}";

    string? OthersOf(int others) => others == 0 ? null : _words.Others.Of(others);

    static string Place(string station, string? district) => district is null || station.Contains(district, StringComparison.Ordinal) ? station : $"{station}, {district}";

    static ReportCell Number(string text, bool isBad = false) => new(text, IsNumber: true, isBad);
}
