namespace CityOps.Storage.City;

/// <summary>A shift was taken over. It is a record: never changed and never taken out.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="At">When, our clock, Unix ms; the shift before ended then, and the next began.</param>
/// <param name="From">When the shift that was handed over began.</param>
/// <param name="HandedOverBy">Who had taken over before; null for the first of all.</param>
/// <param name="Open">Alerts that asked for a hand then.</param>
/// <param name="NotAcknowledged">Those of them that nobody had acknowledged.</param>
public sealed record HandoverHead(long Number, long At, long From, string TakenOverBy, string? HandedOverBy, string? Remarks, int Open, int NotAcknowledged);

/// <param name="Summary">What was handed over, as it stood then.</param>
public sealed record Handover(HandoverHead Head, ShiftSummary Summary);

/// <summary>The shift that runs.</summary>
/// <param name="Before">The hand-over it began with; null before the first.</param>
public sealed record RunningShift(ShiftSummary Summary, HandoverHead? Before);

/// <summary>What became of taking over.</summary>
/// <param name="Handover">The new one; where <paramref name="IsStale"/>, the one that somebody else made meanwhile.</param>
/// <param name="IsStale">Somebody has taken over since the person looked: nothing was written.</param>
public readonly record struct TakeOver(HandoverHead? Handover, bool IsStale);
