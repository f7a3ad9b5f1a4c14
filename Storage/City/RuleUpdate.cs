using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>What became of a change of a rule.</summary>
public enum RuleUpdateOutcome : byte
{
    Done = 1,
    NotFound = 2,
    /// <summary>Somebody changed the rule since the version the caller saw.</summary>
    StaleRevision = 3,
}

/// <param name="Rule">The rule as it stands now; null when not found.</param>
public sealed record RuleUpdate(AlertRule? Rule, RuleUpdateOutcome Outcome);
