using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>A version of a rule as the rule book keeps it for ever.</summary>
/// <param name="WrittenAt">Our clock, Unix ms.</param>
/// <param name="By">Who wrote it, from the audit trail; null = nobody did (a starter rule), or it is not told.</param>
public sealed record RuleVersion(AlertRule Rule, long WrittenAt, string? By = null);
