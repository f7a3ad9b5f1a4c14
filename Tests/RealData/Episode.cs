using System.Globalization;
using CityOps.Core.Alerts;

namespace CityOps.Tests.RealData;

/// <summary>The life of one alert. Times are Unix ms of the readings.</summary>
/// <param name="Subject">The device, or the station of a group.</param>
/// <param name="End">When it cleared, or was closed; null = open at the end of the recording.</param>
/// <param name="IsClosed">It did not clear: its rule was not in force any more.</param>
/// <param name="Steps">Changes of its level.</param>
sealed record Episode(string Rule, string Subject, long StartedAt, long RaisedAt, long? End, bool IsClosed, double Peak, IReadOnlyList<(string Level, long At)> Steps)
{
    public static Episode Of(IReadOnlyList<AlertChange> life)
    {
        var raise = life[0].Raise!;
        var end = life.FirstOrDefault(change => change.Kind is TransitionKind.Cleared or TransitionKind.Closed);
        var steps = life.Where(change => change.Kind == TransitionKind.Severity).Select(change => (change.Reason!, change.EventTime));
        return new Episode(
            raise.RuleId, raise.Series == default ? raise.Station ?? raise.District! : raise.Series.Device, raise.StartedAt, raise.RaisedAt, end?.EventTime, end?.Kind == TransitionKind.Closed,
            life.Last(change => change.Peak is not null).Peak!.Value, [.. steps]);
    }

    /// <summary><c>air 2004-11-02 18:00 raised +00:00 cleared +06:00 peak 7.41</c>: times in the file's clock, and from the start on.</summary>
    public string Tell(Recording recording) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Subject} {recording.Tell(StartedAt)} raised {After(RaisedAt)}{string.Concat(Steps.Select(step => $" {step.Level} {After(step.At)}"))} {(End is { } end ? (IsClosed ? "closed " : "cleared ") + After(end) : "open")} peak {Peak:0.##}");

    string After(long at) => TimeSpan.FromMilliseconds(at - StartedAt) is var time && time.Days > 0
        ? time.ToString("'+'d'.'hh':'mm", CultureInfo.InvariantCulture) : time.ToString("'+'hh':'mm", CultureInfo.InvariantCulture);
}
