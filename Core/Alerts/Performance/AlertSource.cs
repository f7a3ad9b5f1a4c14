namespace CityOps.Core.Alerts.Performance;

/// <summary>What alerts come from: a rule, and what it judged there. Immutable.</summary>
/// <param name="RuleName">As it was called when the alert was raised.</param>
/// <param name="Device">Null where the subject is a station, a district or CityOps itself.</param>
/// <param name="Quantity">Null where the subject is a device as a whole.</param>
public sealed record AlertSource(string RuleId, string RuleName, string? Domain, string? District, string? Station, string? Device, string? Quantity)
{
    /// <summary>Where somebody would go: the station, else the device, else the district; empty for CityOps itself.</summary>
    public string Place => Station ?? Device ?? District ?? "";

    /// <summary>What the rule judged: the series, else the device, the station or the district.</summary>
    internal string Subject => Device is null ? Place : $"{Device}:{Quantity}";
}
