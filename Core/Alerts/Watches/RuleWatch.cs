namespace CityOps.Core.Alerts;

/// <summary>One rule on one series: what it remembers and its open alert. Not thread-safe.</summary>
abstract class RuleWatch(AlertRule rule)
{
    public AlertRule Rule { get; protected set; } = rule;

    public OpenAlert? Alert { get; protected set; }

    /// <summary>Nothing is under way.</summary>
    public abstract bool IsQuiet { get; }

    /// <summary>There is nothing to remember.</summary>
    public virtual bool IsEmpty => IsQuiet;

    public abstract void Judge(in Judgement judgement, List<AlertChange> into);

    /// <summary>A reading that came after newer ones.</summary>
    public virtual void JudgeLate(in Judgement judgement)
    {
    }

    /// <summary>
    /// Goes on under another version of its rule. False where it cannot: then this watch ends and another begins.
    /// </summary>
    public abstract bool TryFollow(AlertRule rule);

    /// <summary>Takes over an alert that the log knows as open; false where it is none of this kind.</summary>
    public abstract bool TryAdopt(Alert alert);

    /// <summary>Ends whatever is under way.</summary>
    public virtual void Close(long eventTime, string reason, List<AlertChange> into, double? value = null)
    {
        if (Alert is { } open)
        {
            into.Add(open.Change(TransitionKind.Closed, eventTime, value, reason));
        }

        Alert = null;
    }

    /// <summary>A reading has come: an alert whose state was unknown is active again, and one that was not announced is now.</summary>
    protected static void Awake(OpenAlert open, long at, double value, List<AlertChange> into)
    {
        if (open.Unknown)
        {
            open.Unknown = false;
            into.Add(open.Change(TransitionKind.Active, at, value));
        }
    }

    protected void Announce(OpenAlert open, in Judgement judgement, List<AlertChange> into)
    {
        if (Alert is { AwaitsAnnouncement: true } && judgement.IsRecent)
        {
            open.AwaitsAnnouncement = false;
            into.Add(open.Change(TransitionKind.Announced, judgement.Reading.ObservedAt, judgement.Reading.Value));
        }
    }

    public abstract void Save(BinaryWriter writer);

    public abstract void Load(BinaryReader reader, int format);
}
