using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Notifications;

/// <summary>When people are called, for which reason and how far: by the minute, without a clock.</summary>
public sealed class CalloutTests
{
    const long Second = 1_000;
    const long Minute = 60 * Second;
    const long T0 = 1_800_000_000_000;

    static readonly AlertRoute Route = Plans.Small.Routes[0] with { Repeat = TimeSpan.FromHours(1) };

    [Fact]
    public void First_WaitsForOthers_ThenStepsFollow_ThenRoundsThenItIsExhausted()
    {
        var callout = Begin(Alert("a"));
        Assert.Equal(T0 + (2 * Second), callout.DueAt);
        callout.Take(Alert("b"), Route, T0 + Second);
        Assert.Null(callout.Next(Route, T0 + Second));

        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a", "b");
        Assert.Equal(T0 + (2 * Second) + (5 * Minute), callout.DueAt);
        Told(callout, callout.DueAt!.Value, NotificationReason.Escalation, 1, 1, "a", "b");
        Told(callout, callout.DueAt!.Value, NotificationReason.Escalation, 0, 0, "a", "b");
        Assert.Equal(2, callout.Round);
        Told(callout, callout.DueAt!.Value, NotificationReason.Escalation, 1, 1, "a", "b");
        Assert.False(callout.Exhausted);
        Assert.Null(callout.Next(Route, callout.DueAt!.Value));
        Assert.True(callout.Exhausted);

        // Still there: whoever has it is reminded.
        Told(callout, callout.DueAt!.Value, NotificationReason.Reminder, 0, 1, "a", "b");
        Assert.Equal(5, callout.Turns);
    }

    [Fact]
    public void Acknowledged_StopsEscalation_AndTheEndIsTold()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        callout.Take(Acknowledged(Alert("a")), Route, T0 + Minute);
        Assert.Null(callout.DueAt);
        Assert.Null(callout.Next(Route, T0 + (60 * Minute)));

        callout.Take(Cleared(Acknowledged(Alert("a"))), Route, T0 + (70 * Minute));
        Told(callout, T0 + (70 * Minute), NotificationReason.Cleared, 0, 0, "a");
        Assert.Equal(T0 + (70 * Minute), callout.EndedAt);
        Assert.Null(callout.Next(Route, T0 + (80 * Minute)));
    }

    [Fact]
    public void OverBeforeTheFirstMessage_IsToldToNobody()
    {
        var callout = Begin(Alert("a"));
        callout.Take(Cleared(Alert("a")), Route, T0 + Second);
        Assert.Null(callout.Next(Route, T0 + Second));
        Assert.NotNull(callout.EndedAt);
    }

    [Fact]
    public void MoreOfTheSame_WaitsForTheInterval_ButNotWhatIsWorse()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        callout.Take(Alert("b"), Route, T0 + Minute);
        Assert.Null(callout.Next(Route, T0 + (4 * Minute)));
        callout.Take(Alert("c", Severity.Critical), Route, T0 + (4 * Minute));
        Told(callout, T0 + (4 * Minute) + (2 * Second), NotificationReason.More, 0, 0, "b", "c");

        callout.Take(Alert("d", Severity.Critical), Route, T0 + (4 * Minute) + (3 * Second));
        var interval = T0 + (9 * Minute) + (2 * Second);
        // The first step, too: it has not heard of the last one. Then nothing is new any more.
        Told(callout, T0 + (5 * Minute) + (2 * Second), NotificationReason.Escalation, 0, 1, "a", "b", "c", "d");
        Assert.Null(callout.Next(Route, interval));
    }

    [Fact]
    public void WorseSeverity_OfAnAlertThatIsKnown_IsNews()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        callout.Take(Alert("a", Severity.Critical), Route, T0 + Minute);
        Told(callout, T0 + Minute + (2 * Second), NotificationReason.More, 0, 0, "a");
        callout.Take(Alert("a", Severity.Major), Route, T0 + (2 * Minute));
        Assert.Null(callout.NewsDueAt);
    }

    [Fact]
    public void NewAlert_AfterAnAnswer_BeginsAtTheFirstStepAgain_AtOnce()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        Told(callout, callout.DueAt!.Value, NotificationReason.Escalation, 1, 1, "a");
        callout.Take(Acknowledged(Alert("a")), Route, T0 + (6 * Minute));
        callout.Take(Alert("b"), Route, T0 + (7 * Minute));
        Told(callout, T0 + (7 * Minute) + (2 * Second), NotificationReason.More, 0, 0, "b");
        Assert.Equal(T0 + (12 * Minute) + (2 * Second), callout.StepDueAt);
    }

    [Fact]
    public void AlertThatComesAndGoes_IsOneMessageInAnInterval()
    {
        var callout = Begin(Alert("a1"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a1");
        var messages = 0;
        for (var at = T0 + (10 * Second); at < T0 + (10 * Minute); at += 10 * Second)
        {
            var id = $"a{at}";
            callout.Take(Alert(id), Route, at);
            messages += callout.Next(Route, at) is null ? 0 : 1;
            callout.Take(Cleared(Alert(id)), Route, at + (5 * Second));
            callout.Take(Cleared(Alert("a1")), Route, at + (5 * Second));
            messages += callout.Next(Route, at + (5 * Second)) is null ? 0 : 1;
        }

        Assert.InRange(messages, 0, 2);
    }

    [Fact]
    public void Shelved_IsQuiet_AndCallsAgainWhenItComesBack()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        callout.Take(Alert("a") with { Shelved = new Shelving("ana", T0 + (60 * Minute), "known") }, Route, T0 + Minute);
        Assert.Null(callout.DueAt);
        callout.Take(Alert("a"), Route, T0 + (60 * Minute));
        Told(callout, T0 + (60 * Minute), NotificationReason.More, 0, 0, "a");
    }

    [Fact]
    public void StepWithoutAnybody_FallsThroughAtOnce()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        callout.FallThrough(T0 + (2 * Second));
        Told(callout, T0 + (2 * Second), NotificationReason.Escalation, 1, 1, "a");
    }

    [Fact]
    public void ClockThatWasSetBack_DoesNotMakeAnybodyWaitLonger()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        var back = T0 - (600 * Minute);
        Assert.Null(callout.Next(Route, back));
        Told(callout, back + (5 * Minute), NotificationReason.Escalation, 1, 1, "a");
    }

    [Fact]
    public void RouteThatIsGone_EndsIt()
    {
        var callout = Begin(Alert("a"));
        Told(callout, T0 + (2 * Second), NotificationReason.First, 0, 0, "a");
        Assert.Null(callout.Next(null, T0 + Minute));
        Assert.Equal((T0 + Minute, (long?)null), (callout.EndedAt, callout.DueAt));
    }

    [Fact]
    public void Historical_And_Suppressed_CallNobody()
    {
        Assert.Equal(AlertStanding.Settled, CalledAlert.StandingOf(Alert("a") with { Historical = true }, T0));
        Assert.Equal(AlertStanding.Settled, CalledAlert.StandingOf(Alert("a") with { SuppressedBy = "maintenance:1" }, T0));
        Assert.Equal(AlertStanding.Over, CalledAlert.StandingOf(Cleared(Alert("a")), T0));
        Assert.Equal(AlertStanding.Calling, CalledAlert.StandingOf(Alert("a") with { Condition = AlertCondition.Unknown }, T0));
    }

    [Fact]
    public void Drill_IsNeverMixedWithWhatIsInEarnest()
    {
        var drill = Alert("d") with { Rule = new AlertRuleReference(Drill.RuleId, 1, "Drill") };
        Assert.NotEqual(Callout.KeyOf(Alert("a"), Route), Callout.KeyOf(drill, Route));
        Assert.True(Callout.Begin(drill, Route, T0).Drill);
    }

    static void Told(Callout callout, long at, NotificationReason reason, int from, int to, params string[] alerts)
    {
        var turn = callout.Next(Route, at);
        Assert.NotNull(turn);
        Assert.Equal((reason, from, to), (turn.Reason, turn.FromStep, turn.ToStep));
        Assert.Equal(alerts, turn.Alerts);
        Assert.Null(callout.Next(Route, at));
    }

    static Callout Begin(Alert alert)
    {
        var callout = Callout.Begin(alert, Route, T0);
        callout.Take(alert, Route, T0);
        return callout;
    }

    static Alert Acknowledged(Alert alert) => alert with { Acknowledged = new Acknowledgement("ana", T0, null) };

    static Alert Cleared(Alert alert) => alert with { Condition = AlertCondition.Cleared };

    static Alert Alert(string id, Severity severity = Severity.Major) => new()
    {
        Id = id, Rule = new AlertRuleReference("r", 1, "Low pressure"), Series = new SeriesId("w-1", "pressure"), Domain = "water", District = "Center", Quantity = "pressure", Unit = "bar",
        Severity = severity, Condition = AlertCondition.Active, StartedAt = T0, RaisedAt = T0, Value = 1, Peak = 1, Threshold = 2, Direction = ConditionKind.Below, Quality = Quality.Good, Revision = 1, Change = 1,
    };
}
