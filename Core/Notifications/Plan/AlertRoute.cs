using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>Which alerts are told to whom, how fast, and who is next when nobody answers. What is empty does not limit. Immutable.</summary>
public sealed record AlertRoute
{
    /// <summary>Stands for the domain of alerts about CityOps itself.</summary>
    public const string OwnDomain = "cityops";

    public required string Id { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<string> Domains { get; init; } = [];
    public IReadOnlyList<string> Districts { get; init; } = [];
    public IReadOnlyList<Severity> Severities { get; init; } = [];

    /// <summary>In civil time of the city, by the moment at which somebody is to be told. Null = always.</summary>
    public Schedule? When { get; init; }

    /// <summary>Alerts that have these in common are told together.</summary>
    public IReadOnlyList<GroupBy> GroupBy { get; init; } = [Notifications.GroupBy.Domain, Notifications.GroupBy.District];

    /// <summary>How long the first message waits for others like it.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The least time between messages about more of the same.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What stands unacknowledged is told again after so long; zero = never.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(4);

    /// <summary>One after the other until somebody acknowledges.</summary>
    public required IReadOnlyList<RouteStep> Steps { get; init; }

    /// <summary>How often all steps are gone through.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>Those who were told hear that it is over.</summary>
    public bool TellEnd { get; init; } = true;

    /// <summary>Routes below this one are asked, too.</summary>
    public bool Continue { get; init; }

    /// <param name="domain">Null of an alert about CityOps itself.</param>
    /// <param name="now">Unix ms.</param>
    public bool Matches(string? domain, string? district, Severity severity, long now, TimeZoneInfo zone) =>
        (Domains.Count == 0 || Domains.Contains(domain ?? OwnDomain))
        && (Districts.Count == 0 || (district is not null && Districts.Contains(district)))
        && (Severities.Count == 0 || Severities.Contains(severity))
        && When?.Covers(now, zone) != false;

    /// <summary>The same for alerts that are told together.</summary>
    public string KeyOf(Alert alert) => string.Join('/', GroupBy.Select(one => one switch
    {
        Notifications.GroupBy.Domain => alert.Domain ?? OwnDomain,
        Notifications.GroupBy.District => alert.District ?? "",
        Notifications.GroupBy.Station => alert.Station ?? "",
        Notifications.GroupBy.Rule => alert.Rule.Id,
        _ => alert.Severity.ToString(),
    }));
}

/// <summary>What alerts may have in common.</summary>
public enum GroupBy : byte
{
    Domain = 1,
    District = 2,
    Station = 3,
    Rule = 4,
    Severity = 5,
}

/// <param name="After">So long after this step the next comes, unless somebody has acknowledged.</param>
public sealed record RouteStep(IReadOnlyList<RouteTarget> To, TimeSpan After);

/// <summary>Whom a step tells.</summary>
/// <param name="Id">Of the contact, group or roster; the name of the channel.</param>
public readonly record struct RouteTarget(TargetKind Kind, string Id)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}:{Id}";
}

/// <summary>What a step of a route may name.</summary>
public enum TargetKind : byte
{
    Contact = 1,
    Group = 2,
    Roster = 3,

    /// <summary>A room that many look into.</summary>
    Channel = 4,
}
