namespace CityOps.Core.Alerts;

/// <summary>
/// An exercise: an alert that somebody makes to see whether it reaches whom it should. It is in the log and on the screen like any other, every word says what it
/// is, and no figure counts it.
/// </summary>
public static class Drill
{
    /// <summary>The rule that raises it: built in, in no rule book.</summary>
    public const string RuleId = OutageRule.ReservedPrefix + "drill";

    public static LocalText Name { get; } = new("Drill", "Vaja");

    /// <summary>What it says in a sentence.</summary>
    public static LocalText Meaning { get; } = new(
        "DRILL: this is an exercise. Acknowledge as you would in earnest; there is nothing else to do.",
        "VAJA: to je preizkus obveščanja. Potrdite kot zares; drugega ni treba storiti ničesar.");

    /// <summary>It closes itself after so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);
}
