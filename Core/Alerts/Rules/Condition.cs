namespace CityOps.Core.Alerts;

/// <summary>What a condition is met by. The names are stored; the words on the wire are in <see cref="RuleWords"/>.</summary>
public enum ConditionKind : byte
{
    Above = 1,
    Below = 2,
    Outside = 3,
    Inside = 4,
    /// <summary>Nothing has come for too long.</summary>
    Absent = 5,
    /// <summary>The value has not moved for too long.</summary>
    Stuck = 6,
    /// <summary>Each of several conditions is met somewhere in a station or district.</summary>
    All = 7,
    Any = 8,
    /// <summary>So many series of a station or district meet one of several conditions.</summary>
    AtLeast = 9,
}

/// <summary>What a rule asks: one grammar for all kinds, of which each uses its members. Immutable.</summary>
public sealed record Condition
{
    string? _text;

    public required ConditionKind Kind { get; init; }

    /// <summary>With above, below, outside and inside: in the unit of <see cref="Of"/>. With stuck: of the range of values.</summary>
    public Limit Limit { get; init; } = Limit.Above(0, 0);

    /// <summary>What is compared with the limit.</summary>
    public Measure Of { get; init; } = Measure.Value;

    /// <summary>Steps of severity, the mildest first; the first has the limit of <see cref="Limit"/>. Empty = there is one severity.</summary>
    public IReadOnlyList<Level> Levels { get; init; } = [];

    /// <summary>So many of the last readings must meet the limit; null = each must.</summary>
    public AtLeastOf? AtLeastOf { get; init; }

    /// <summary>
    /// Null = the limit stands in the rule; else a limit of the law by its name, or an attribute of the station. Then only how far raise and clear
    /// of <see cref="Limit"/> lie apart counts.
    /// </summary>
    public string? LimitFrom { get; init; }

    /// <summary>With absent: how long; null = 1.5 × the interval of the series and 10 s.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>With all, any and atLeast: of a station or of a district.</summary>
    public GroupScope Scope { get; init; }

    /// <summary>With atLeast: how many series.</summary>
    public int N { get; init; }

    /// <summary>With all, any and atLeast.</summary>
    public IReadOnlyList<MemberCondition> Conditions { get; init; } = [];

    public bool IsGroup => Kind is ConditionKind.All or ConditionKind.Any or ConditionKind.AtLeast;

    /// <summary>Each reading is compared by itself, and nothing but the delays looks at others.</summary>
    public bool IsPlain => Kind is ConditionKind.Above or ConditionKind.Below && Of.Kind == MeasureKind.Value && Levels.Count == 0 && AtLeastOf is null && LimitFrom is null;

    public static Condition Above(double raise, double? clear = null) => new() { Kind = ConditionKind.Above, Limit = Limit.Above(raise, clear ?? raise) };

    public static Condition Below(double raise, double? clear = null) => new() { Kind = ConditionKind.Below, Limit = Limit.Below(raise, clear ?? raise) };

    /// <summary>Judges every reading as the other does.</summary>
    public bool AsksSame(Condition other) => ReferenceEquals(this, other) || Text == other.Text;

    string Text => _text ??= RuleJson.Write(this);
}

/// <summary>A step of severity of a rule.</summary>
public sealed record Level(Severity Severity, Limit Limit);

/// <summary>N of the last M readings. M is at most 20.</summary>
public sealed record AtLeastOf(int N, int M)
{
    public const int Most = 20;
}

/// <summary>What the conditions of one rule are gathered by.</summary>
public enum GroupScope : byte
{
    Station = 1,
    District = 2,
}

/// <summary>One condition of several. It has no delays: those are the rule's.</summary>
/// <param name="Quantity">What it watches.</param>
public sealed record MemberCondition(string Quantity, Condition Condition);
