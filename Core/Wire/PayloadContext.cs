namespace CityOps.Core.Wire;

/// <summary>What the decoder must know beside the bytes.</summary>
/// <param name="Device">The device of the topic.</param>
/// <param name="Domain">The domain of the topic.</param>
/// <param name="ReceivedAt">Our clock at arrival, Unix ms: the time of readings without one, and what times are judged against.</param>
/// <param name="MaxAge">An older time is <see cref="RejectReason.TooOld"/>.</param>
/// <param name="MaxAhead">A time further ahead is <see cref="RejectReason.InFuture"/>.</param>
/// <param name="BareUnits">Quantity → unit of its bare numbers, from the device's birth; null, or no entry = the canonical unit.</param>
public readonly record struct PayloadContext(
    string Device, string Domain, long ReceivedAt, TimeSpan MaxAge, TimeSpan MaxAhead,
    IReadOnlyDictionary<string, string>? BareUnits = null);
