namespace CityOps.Storage.City.Entities;

/// <summary>One version of a rule. Written once, never updated; the highest version of an id is the rule.</summary>
sealed class RuleVersionEntity
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required bool Enabled { get; init; }
    /// <summary>The whole rule as JSON; id and version in it are those of the columns.</summary>
    public required string Body { get; init; }
    /// <summary>Our clock, Unix ms.</summary>
    public required long WrittenAt { get; init; }
}
