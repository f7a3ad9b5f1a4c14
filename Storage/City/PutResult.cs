namespace CityOps.Storage.City;

/// <summary>What became of a PUT.</summary>
public enum PutOutcome : byte
{
    Created = 1,
    Updated = 2,
    /// <summary>It stood so already; the registry's revision did not move.</summary>
    Unchanged = 3,
    /// <summary>Refused: the device names a station that does not exist.</summary>
    UnknownStation = 4,
    /// <summary>Refused: the device exists and belongs to another domain.</summary>
    OtherDomain = 5,
}

/// <param name="Revision">The registry's revision after it.</param>
public sealed record PutResult(PutOutcome Outcome, long Revision)
{
    public bool Accepted => Outcome is PutOutcome.Created or PutOutcome.Updated or PutOutcome.Unchanged;
}
