namespace CityOps.Core.Alerts;

/// <summary>Why an alert was closed without clearing: the words of <see cref="AlertChange.Reason"/> with <see cref="TransitionKind.Closed"/>.</summary>
public static class CloseReasons
{
    /// <summary>The rule was disabled or deleted.</summary>
    public const string RuleDisabled = "ruleDisabled";

    /// <summary>The rule's new version is not met, or does not watch the series any more.</summary>
    public const string RuleChanged = "ruleChanged";

    /// <summary>The device moved to a station or district that the rule does not watch.</summary>
    public const string OutOfScope = "outOfScope";

    /// <summary>The hours, days or months in which the rule judges are over.</summary>
    public const string NotInForce = "notInForce";

    /// <summary>Found at a start without a snapshot: the same rule has raised a newer alert for the series.</summary>
    public const string Superseded = "superseded";

    /// <summary>The exercise is over.</summary>
    public const string DrillOver = "drillOver";
}
