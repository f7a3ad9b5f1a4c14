namespace CityOps.Ingestion.Accounting;

/// <summary>Of one device's account what tells whether it needs a look.</summary>
/// <param name="LastReceivedAt">Unix ms of its newest message with a reading that was taken.</param>
/// <param name="SkewMs">Positive when its clock is ahead.</param>
/// <param name="LastTroubleAt">Unix ms of the newest message that one of the counts is about; null where all of them are older than this was kept.</param>
public readonly record struct DeviceTally(
    string Device, long Received, long Rejected, long Shed, long Refused, long Duplicate, long Missing, long OutOfOrder, long ReadingsRefused, long? LastReceivedAt,
    long? SkewMs, long? LastTroubleAt)
{
    const long FewestRepeats = 10;

    /// <summary>A lost acknowledgement now and then is no trouble; ten repeats, and one message in ten, are.</summary>
    public bool IsRepetitive => Repeats(Duplicate, Received);

    internal static bool Repeats(long duplicate, long received) => duplicate >= FewestRepeats && duplicate * 10 >= received;

    /// <summary>Messages that brought nothing into the store, and never will.</summary>
    public long Lost => Rejected + Shed + Refused + Missing;
}
