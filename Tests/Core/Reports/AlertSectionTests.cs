using CityOps.Core.Alerts;
using CityOps.Core.Reports;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Core.Reports;

/// <summary>Which alerts a report tells of, and which it asks somebody to look at.</summary>
public sealed class AlertSectionTests
{
    static readonly long Now = Plans.At("2026-01-13T06:30:00+01:00");
    static readonly long EndOfToday = Plans.At("2026-01-14T00:00:00+01:00");
    static readonly AlertSection Section = new(id => id == "st-1" ? "Celovška 12" : null);
    static readonly Alert Open = SomeNotice.Standing with { RaisedAt = Now - 3_600_000 };

    [Fact]
    public void Night_HasTheWorstFirst_WithoutDrillsAndWhatIsOld()
    {
        Alert[] raised =
        [
            Open with { Id = "minor", Severity = Severity.Minor }, Open with { Id = "late", RaisedAt = Now }, Open with { Id = "early" }, Open with { Id = "old", Historical = true },
            Open with { Id = "drill", Rule = new AlertRuleReference(Drill.RuleId, 1, "drill") },
        ];
        var night = Section.Night(0, raised);
        Assert.Equal(["early", "late", "minor"], night.Alerts.Items.Select(alert => alert.Id));
        Assert.Equal(("Celovška 12, Šiška", true), (night.Alerts.Items[0].Place, night.Alerts.Items[0].IsOpen));
        Assert.Equal(5, Section.Night(0, Enumerable.Range(0, AlertSection.MostLines + 5).Select(i => Open with { Id = $"{i}" })).Alerts.Others);
    }

    [Fact]
    public void Alert_IsOneThingToDo()
    {
        var seen = new Acknowledgement("ana", Now, null);
        Alert[] open =
        [
            Open with { Id = "new" }, Open with { Id = "in-vain", RaisedAt = Now - (25 * 3_600_000) }, Open with { Id = "seen", Acknowledged = seen }, Open with { Id = "long", Acknowledged = seen, RaisedAt = Now - (25 * 3_600_000) },
            Open with { Id = "shelf-today", Shelved = new Shelving("ana", EndOfToday - 1, "x") }, Open with { Id = "shelf-tomorrow", Shelved = new Shelving("ana", EndOfToday, "x") },
            Open with { Id = "suppressed", SuppressedBy = "other" },
        ];
        Assert.Equal(
            [(TaskKind.Unacknowledged, 1), (TaskKind.Unanswered, 1), (TaskKind.LongOpen, 1), (TaskKind.ShelfEnds, 1)],
            Section.Tasks(open, new HashSet<string> { "in-vain", "shelf-today" }, Now, EndOfToday).Select(task => (task.Kind, task.Count)));
        Assert.Empty(Section.Tasks([], new HashSet<string>(), Now, EndOfToday));
    }
}
