using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>How an alert looks to those who are called for it.</summary>
public enum AlertStanding : byte
{
    /// <summary>Nobody has taken it up.</summary>
    Calling = 1,

    /// <summary>Somebody has, or it is shelved, out of service or explained by another.</summary>
    Settled = 2,

    /// <summary>Cleared or closed.</summary>
    Over = 3,
}

/// <summary>One alert of a callout.</summary>
public sealed class CalledAlert
{
    public required string CalloutId { get; init; }
    public required string AlertId { get; init; }

    /// <summary>The worst that it was taken in with.</summary>
    public required Severity Severity { get; set; }

    public required AlertStanding Standing { get; set; }

    /// <summary>A message has named or counted it as it is.</summary>
    public bool Told { get; set; }

    /// <param name="now">Unix ms.</param>
    public static AlertStanding StandingOf(Alert alert, long now) =>
        !alert.IsOpen ? AlertStanding.Over
        : alert.Acknowledged is not null || alert.Historical || alert.IsAside(now) ? AlertStanding.Settled
        : AlertStanding.Calling;
}
