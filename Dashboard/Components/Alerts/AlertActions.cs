namespace CityOps.Dashboard.Components.Alerts;

/// <summary>What a person may do to an alert, as the composition root wires it to the alert log.</summary>
/// <param name="Acknowledge">
/// Alert id and the person's name; false when there is no such alert. Checks by itself what the person may do. Idempotent.
/// </param>
public sealed record AlertActions(Func<string, string, CancellationToken, Task<bool>> Acknowledge);
