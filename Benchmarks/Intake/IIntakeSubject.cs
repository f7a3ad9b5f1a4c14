namespace CityOps.Benchmarks.Intake;

/// <summary>What takes messages from a broker into a store: our product in one of its forms, or the peer. Started when it is made.</summary>
interface IIntakeSubject : IAsyncDisposable
{
    int BrokerPort { get; }

    /// <summary>The user that publishes; null = without credentials.</summary>
    (string User, string Password)? Publisher { get; }

    /// <summary>The processes whose CPU is counted, by their part in it.</summary>
    IReadOnlyDictionary<Part, int> Processes { get; }

    Task<IntakeCounts> CountsAsync();

    /// <summary>From the time in a message to its being committed and stored, since this was last asked.</summary>
    Task<IntakeLatencies> LatenciesAsync();

    /// <summary>Looks at the store past those who wrote it; the last thing that is asked.</summary>
    /// <param name="messages">How many must be there in all.</param>
    Task<StoreCheck> FinishAsync(long messages);
}

enum Part
{
    Broker,
    Worker,
    Store,
}

/// <summary>Messages since the start.</summary>
/// <param name="Wrong">Lost, duplicate, rejected, shed or refused: with this load none should be.</param>
/// <param name="StoredAt">When the last of the stored ones was, Unix ms, where the subject knows.</param>
readonly record struct IntakeCounts(long Received, long Stored, long Wrong, long? StoredAt);

/// <param name="Committed">Null for who does not commit before he stores.</param>
sealed record IntakeLatencies(LatencyBuckets? Committed, LatencyBuckets Stored);

/// <param name="Wrong">What is wrong with what the store has, in words; null = nothing.</param>
/// <param name="BytesPerMessage">Of its file; null where the store has no file of its own.</param>
readonly record struct StoreCheck(string? Wrong, double? BytesPerMessage = null);
