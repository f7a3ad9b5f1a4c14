namespace CityOps.Core.Alerts;

/// <summary>The order of what is kept by a rule and a place or device: never by the culture of the machine, so that a replay elsewhere says the same in the same order.</summary>
static class RuleAndPlace
{
    public static Comparer<(string Rule, string Place)> Order { get; } = Comparer<(string Rule, string Place)>.Create((one, other) =>
        string.CompareOrdinal(one.Rule, other.Rule) is var order and not 0 ? order : string.CompareOrdinal(one.Place, other.Place));
}
