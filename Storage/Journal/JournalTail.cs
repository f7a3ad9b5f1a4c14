namespace CityOps.Storage.Journal;

/// <summary>
/// The newest committed batches, kept in memory so that readers who keep up never touch the disk. Bounded by readings and
/// messages together: a batch of refused messages has no readings and takes room all the same. Safe for concurrent use.
/// </summary>
sealed class JournalTail
{
    const int MaxSize = 500_000;
    const int MaxBatches = 1_024;

    readonly Lock _gate = new();
    readonly LinkedList<JournalBatch> _batches = new();
    TaskCompletionSource _moved = NewSignal();
    int _size;
    long _head;

    /// <summary>Position of the newest committed batch; zero before the first.</summary>
    public long Head
    {
        get
        {
            lock (_gate)
            {
                return _head;
            }
        }
    }

    public void StartAt(long head) => _head = head;

    public void Add(JournalBatch batch)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            _batches.AddLast(batch);
            _size += batch.Size;
            _head = batch.Position.Position;
            while (_batches.Count > MaxBatches || (_size > MaxSize && _batches.Count > 1))
            {
                _size -= _batches.First!.Value.Size;
                _batches.RemoveFirst();
            }

            (moved, _moved) = (_moved, NewSignal());
        }

        moved.SetResult();
    }

    /// <summary>
    /// The batch after a position where memory still has it. Otherwise null, and then <paramref name="onDisk"/> tells whether the
    /// disk has it, and <paramref name="moved"/> completes when the next batch comes.
    /// </summary>
    public JournalBatch? TryNext(long after, out bool onDisk, out Task moved)
    {
        lock (_gate)
        {
            moved = _moved.Task;
            onDisk = after < _head;
            if (!onDisk || _batches.First is not { } first || first.Value.Position.Position > after + 1)
            {
                return null;
            }

            // Readers follow the end, so the search starts there.
            for (var node = _batches.Last; node is not null; node = node.Previous)
            {
                if (node.Value.Position.Position == after + 1)
                {
                    return node.Value;
                }
            }

            return null;
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
