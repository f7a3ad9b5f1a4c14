namespace CityOps.Storage.Journal;

/// <summary>A taken reading that the store refused for good, and why.</summary>
/// <param name="Id">Rises with time; zero before it is kept.</param>
/// <param name="Position">Of its batch.</param>
/// <param name="Message">Index of its message within the batch; -1 where the batch names none.</param>
/// <param name="Reading">Index of the line's first reading within the batch.</param>
/// <param name="ReceivedAt">Unix ms.</param>
/// <param name="Line">What was sent, its beginning: at most <see cref="MaxLine"/> characters are kept.</param>
/// <param name="Error">What the store said.</param>
public sealed record DeadLetter(long Id, long Position, int Message, int Reading, long ReceivedAt, string Device, string Line, string Error)
{
    public const int MaxLine = 16 * 1024;
    public const int MaxError = 2 * 1024;

    /// <summary>The newest so many are kept, and those that the store may meet, or the ledger count, again after a crash.</summary>
    public const int Kept = 10_000;
}

/// <summary>Which messages of some batches have a dead letter. Immutable.</summary>
public sealed class RefusedMessages
{
    readonly HashSet<(long Position, int Message)> _messages;

    internal RefusedMessages(HashSet<(long, int)> messages) => _messages = messages;

    public static RefusedMessages None { get; } = new([]);

    public bool Contains(long position, int message) => _messages.Count > 0 && _messages.Contains((position, message));
}

/// <summary>How far a store outside has got in a journal.</summary>
/// <param name="StoredUntil">ReceivedAt of the batch at that position, Unix ms.</param>
public sealed record ReaderPosition(JournalPosition Position, long StoredUntil);
