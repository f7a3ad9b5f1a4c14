namespace CityOps.Core.Alerts;

/// <summary>An evaluator as it was saved, and the place in the journal that it stands at.</summary>
/// <param name="Position">Of the last batch it has evaluated: go on with the one after.</param>
public sealed record LoadedEvaluator(AlertEvaluator Evaluator, Guid JournalId, long Position);
