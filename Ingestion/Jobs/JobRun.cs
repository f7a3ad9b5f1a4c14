namespace CityOps.Ingestion.Jobs;

/// <summary>One run of a job, or the one that goes on. Times are Unix ms, the city's.</summary>
/// <param name="Ms">How long it took by a real clock; null while it goes on.</param>
/// <param name="Percent">How far it is; null where it does not say.</param>
/// <param name="Numbers">What it did, in counts with names.</param>
/// <param name="Error">Why it failed; null = it did not.</param>
public sealed record JobRun(long StartedAt, long? Ms, int? Percent, IReadOnlyDictionary<string, long> Numbers, string? Error)
{
    public bool IsOver => Ms is not null;
}
