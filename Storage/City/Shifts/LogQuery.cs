namespace CityOps.Storage.City;

/// <summary>Which lines of the log book somebody wants to see.</summary>
public enum LogShow : byte
{
    All,
    /// <summary>What people wrote into it.</summary>
    Entries,
    /// <summary>What people wrote and what they did.</summary>
    People,
    /// <summary>What nobody did.</summary>
    Automatic,
}

/// <summary>Which lines, newest first. A null filters nothing.</summary>
public sealed record LogQuery
{
    public LogShow Show { get; init; }
    /// <summary>Unix ms, inclusive.</summary>
    public long? From { get; init; }
    /// <summary>Unix ms, exclusive.</summary>
    public long? To { get; init; }
    /// <summary>1..10,000.</summary>
    public int Limit { get; init; } = 1_000;
    /// <summary>Where the last page ended.</summary>
    public LogCursor? Cursor { get; init; }
}

/// <param name="Next">Null on the last page.</param>
public sealed record LogPage(IReadOnlyList<LogLine> Lines, LogCursor? Next)
{
    /// <summary>As others than administrators see it: who wrote a rule stands in the audit trail, which is theirs.</summary>
    public LogPage WithoutRuleWriters() => this with { Lines = [.. Lines.Select(line => line is RuleLine rule ? rule with { By = null } : line)] };
}
