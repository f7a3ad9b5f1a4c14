using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>
/// People are called for alerts that belong together: from the first alert until all are over. It says when a message is due, why, and how far escalation is;
/// whom that means is the plan's matter. It reads no clock; times are Unix ms. Kept in the city database, so that a restart goes on where it was. Not thread-safe.
/// </summary>
public sealed class Callout
{
    public required string Id { get; init; }
    public required string Route { get; init; }

    /// <summary>What its alerts have in common, see <see cref="Notifications.AlertRoute.KeyOf"/>.</summary>
    public required string Key { get; init; }

    public required long StartedAt { get; init; }

    /// <summary>An exercise.</summary>
    public bool Drill { get; init; }

    /// <summary>The step of its route that was told last; the first is 0.</summary>
    public int Step { get; private set; }

    /// <summary>How often the first step was begun with; 0 = nobody has been told.</summary>
    public int Round { get; private set; }

    /// <summary>How many messages it has decided on; numbers them.</summary>
    public int Turns { get; private set; }

    /// <summary>When something new is to be told; null = nothing is new.</summary>
    public long? NewsDueAt { get; private set; }

    /// <summary>When the next step is due; null = somebody has answered, or there is none left.</summary>
    public long? StepDueAt { get; private set; }

    /// <summary>When what stands is told again.</summary>
    public long? RepeatDueAt { get; private set; }

    /// <summary>When the last message was decided.</summary>
    public long? ToldAt { get; private set; }

    /// <summary>The worst severity that stood when the last message was decided.</summary>
    public Severity? ToldWorst { get; private set; }

    /// <summary>When all of it is over for good; what comes back before is the same matter.</summary>
    public long? EndDueAt { get; private set; }

    public long? EndedAt { get; private set; }

    /// <summary>All steps were gone through and nobody answered.</summary>
    public bool Exhausted { get; private set; }

    public List<CalledAlert> Alerts { get; private set; } = [];

    /// <summary>The next moment at which <see cref="Next"/> has something to say; null = none.</summary>
    public long? DueAt { get; private set; }

    /// <summary>A callout that begins with an alert.</summary>
    public static Callout Begin(Alert alert, AlertRoute route, long now) => new()
    {
        Id = AlertId.From(route.Id, KeyOf(alert, route) + "|" + alert.Id, now), Route = route.Id, Key = KeyOf(alert, route), StartedAt = now, Drill = alert.IsDrill,
    };

    /// <summary>What alerts of one callout have in common; an exercise is never mixed with what is in earnest.</summary>
    public static string KeyOf(Alert alert, AlertRoute route) => alert.IsDrill ? "drill/" + alert.Id : route.KeyOf(alert);

    /// <summary>An alert of this callout, or one that belongs to it, is now so.</summary>
    public void Take(Alert alert, AlertRoute route, long now)
    {
        var standing = CalledAlert.StandingOf(alert, now);
        var known = Alerts.Find(one => one.AlertId == alert.Id);
        if (known is null)
        {
            if (standing != AlertStanding.Calling)
            {
                return;
            }

            Alerts.Add(new CalledAlert { CalloutId = Id, AlertId = alert.Id, Severity = alert.Severity, Standing = standing });
        }
        else
        {
            var worse = alert.Severity < known.Severity;
            known.Told = known.Told && !worse && (known.Standing == standing || standing != AlertStanding.Calling);
            (known.Standing, known.Severity) = (standing, worse ? alert.Severity : known.Severity);
        }

        Plan(route, now);
    }

    /// <summary>The message that is due, if any; call again until it is null. Moves what is due next.</summary>
    /// <param name="route">As the plan has it now; null = it is no longer there.</param>
    public CalloutTurn? Next(AlertRoute? route, long now)
    {
        if (EndedAt is not null)
        {
            return null;
        }

        var turn = route is null ? End(now, tell: false) : NextOf(route, now);
        Turns += turn is null ? 0 : 1;
        Reckon();
        return turn;
    }

    /// <summary>A step had nobody who can be reached: the next one comes at once.</summary>
    public void FallThrough(long now)
    {
        StepDueAt = StepDueAt is null ? null : now;
        Reckon();
    }

    bool AllOver => Alerts.TrueForAll(alert => alert.Standing == AlertStanding.Over);

    void Plan(AlertRoute route, long now)
    {
        var news = Alerts.Where(alert => alert is { Standing: AlertStanding.Calling, Told: false }).ToList();
        NewsDueAt = news.Count == 0 ? null : Math.Min(NewsDueAt ?? long.MaxValue, now + Ms(IsPressing(news) ? route.FirstWait : Left(route, now)));
        if (!Alerts.Exists(alert => alert.Standing == AlertStanding.Calling))
        {
            (StepDueAt, RepeatDueAt, Exhausted) = (null, null, false);
        }

        EndDueAt = AllOver ? now + Ms(Left(route, now)) : null;
        Reckon();
    }

    /// <summary>Worse than what was told, or new to people who have answered: then nobody is kept waiting.</summary>
    bool IsPressing(List<CalledAlert> news) =>
        ToldWorst is not { } told || news.Min(alert => alert.Severity) < told || (StepDueAt is null && !Exhausted && Alerts.Exists(alert => alert.Standing == AlertStanding.Settled));

    /// <summary>What is left of the least time between messages.</summary>
    TimeSpan Left(AlertRoute route, long now) => TimeSpan.FromMilliseconds(Math.Clamp((ToldAt ?? now - Ms(route.Interval)) + Ms(route.Interval) - now, 0, Ms(route.Interval)));

    void Reckon() => DueAt = new[] { NewsDueAt, StepDueAt, RepeatDueAt, EndDueAt }.Min();

    CalloutTurn? NextOf(AlertRoute route, long now)
    {
        Clamp(route, now);
        if (EndDueAt <= now)
        {
            return End(now, route.TellEnd);
        }

        if (NewsDueAt <= now)
        {
            return News(route, now);
        }

        if (StepDueAt <= now)
        {
            return Escalate(route, now);
        }

        return RepeatDueAt <= now ? Tell(route, now, NotificationReason.Reminder, 0) : null;
    }

    /// <summary>After our clock was set back nothing waits longer than it was meant to.</summary>
    void Clamp(AlertRoute route, long now)
    {
        var longest = now + Ms(route.FirstWait > route.Interval ? route.FirstWait : route.Interval);
        (NewsDueAt, EndDueAt) = (Sooner(NewsDueAt, longest), Sooner(EndDueAt, longest));
        StepDueAt = Sooner(StepDueAt, now + Ms(StepOf(route).After));
        RepeatDueAt = route.Repeat > TimeSpan.Zero ? Sooner(RepeatDueAt, now + Ms(route.Repeat)) : null;
    }

    static long? Sooner(long? due, long latest) => due is { } at ? Math.Min(at, latest) : null;

    CalloutTurn News(AlertRoute route, long now)
    {
        var reason = ToldAt is null ? NotificationReason.First : NotificationReason.More;
        if (StepDueAt is null)
        {
            // For the first time, or again after somebody had answered, or after all had been called in vain.
            (Step, Round, Exhausted) = (0, 1, false);
            // Of the last step, too: that nobody answered is a fact for the record.
            StepDueAt = now + Ms(StepOf(route).After);
        }

        return Tell(route, now, reason, 0);
    }

    CalloutTurn? Escalate(AlertRoute route, long now)
    {
        if (!HasMore(route))
        {
            (StepDueAt, Exhausted) = (null, true);
            return null;
        }

        (Step, Round) = Step + 1 < route.Steps.Count ? (Step + 1, Round) : (0, Round + 1);
        StepDueAt = now + Ms(StepOf(route).After);
        // What the people of earlier steps have not heard yet they hear now: afterwards it counts as told.
        return Tell(route, now, NotificationReason.Escalation, Alerts.Exists(alert => alert is { Standing: AlertStanding.Calling, Told: false }) ? 0 : Step);
    }

    CalloutTurn Tell(AlertRoute route, long now, NotificationReason reason, int fromStep)
    {
        (ToldAt, NewsDueAt) = (now, null);
        RepeatDueAt = route.Repeat > TimeSpan.Zero ? now + Ms(route.Repeat) : null;
        var calling = Alerts.Where(alert => alert.Standing == AlertStanding.Calling).ToList();
        var named = reason == NotificationReason.More ? calling.Where(alert => !alert.Told).ToList() : calling;
        calling.ForEach(alert => alert.Told = true);
        ToldWorst = calling.Min(alert => alert.Severity);
        return new CalloutTurn(reason, fromStep, Math.Min(Step, route.Steps.Count - 1), named.ConvertAll(alert => alert.AlertId), named.Min(alert => alert.Severity));
    }

    CalloutTurn? End(long now, bool tell)
    {
        (EndedAt, NewsDueAt, StepDueAt, RepeatDueAt, EndDueAt) = (now, null, null, null, null);
        return tell && ToldAt is not null && Alerts.Count > 0
            ? new CalloutTurn(NotificationReason.Cleared, 0, 0, Alerts.ConvertAll(alert => alert.AlertId), Alerts.Min(alert => alert.Severity))
            : null;
    }

    bool HasMore(AlertRoute route) => Step + 1 < route.Steps.Count || Round < route.Rounds;

    RouteStep StepOf(AlertRoute route) => route.Steps[Math.Min(Step, route.Steps.Count - 1)];

    static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;
}

/// <summary>A message that a callout decides on.</summary>
/// <param name="FromStep">Those of this step and of all up to <paramref name="ToStep"/> are told; at the end whoever was told before.</param>
/// <param name="Alerts">Which it is about.</param>
/// <param name="Worst">The worst severity among them.</param>
public sealed record CalloutTurn(NotificationReason Reason, int FromStep, int ToStep, IReadOnlyList<string> Alerts, Severity Worst);
