namespace CityOps.Ingestion.Accounting;

/// <summary>Of one device's account what tells whether it needs a look.</summary>
/// <param name="LastReceivedAt">Unix ms of its newest message with a reading that was taken.</param>
/// <param name="SkewMs">Positive when its clock is ahead.</param>
public readonly record struct DeviceTally(
    string Device, long Received, long Rejected, long Shed, long Refused, long Duplicate, long Missing, long OutOfOrder, long ReadingsRefused, long? LastReceivedAt,
    long? SkewMs)
{
    /// <summary>Messages that brought nothing into the store, and never will.</summary>
    public long Lost => Rejected + Shed + Refused + Missing;
}
