namespace CityOps.Storage.City;

/// <summary>
/// What a person has written into the log book. It is a record: never changed and never taken out. A mistake is corrected by another entry, which says of
/// which one it takes the place.
/// </summary>
/// <param name="Number">1, 2, 3 … in the order of writing.</param>
/// <param name="At">Our clock, Unix ms.</param>
/// <param name="Station">Id; null = of no station.</param>
/// <param name="AlertId">Null = of no alert.</param>
/// <param name="Corrects">The entry whose place it takes; null = none.</param>
/// <param name="CorrectedBy">The entry that took its place; null = it stands.</param>
public sealed record LogEntry(long Number, long At, string By, string Text, string? Station, string? AlertId, long? Corrects, long? CorrectedBy);

/// <summary>An entry that somebody wants to write.</summary>
public sealed record LogDraft(string Text, string? Station = null, string? AlertId = null, long? Corrects = null);

/// <summary>What became of it.</summary>
public enum LogOutcome : byte
{
    Written = 1,
    NoSuchEntry = 2,
    /// <summary>Somebody has corrected that one already: what is to be corrected now is the correction.</summary>
    AlreadyCorrected = 3,
    NoSuchStation = 4,
    NoSuchAlert = 5,
}

/// <param name="Entry">Null where nothing was written.</param>
public readonly record struct LogResult(LogEntry? Entry, LogOutcome Outcome);
