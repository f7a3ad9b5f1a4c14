using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>What became of something a person did to an alert.</summary>
public enum AlertActionOutcome : byte
{
    /// <summary>It stands so now, or stood so already.</summary>
    Done = 1,
    /// <summary>The first acknowledgement stays; asked for before the revision is compared.</summary>
    AlreadyAcknowledged = 2,
    NotFound = 3,
    /// <summary>The alert has changed since the revision the caller saw.</summary>
    StaleRevision = 4,
    /// <summary>Shelving a cleared alert, or until a moment that has passed.</summary>
    NotAllowed = 5,
    /// <summary>Shelving for longer than <see cref="ShelfLimits"/> has it.</summary>
    TooLong = 6,
}

/// <param name="Alert">The alert as it stands now; null when not found.</param>
public sealed record AlertActionResult(Alert? Alert, AlertActionOutcome Outcome);
