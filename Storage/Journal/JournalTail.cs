namespace CityOps.Storage.Journal;

/// <summary>
/// The newest committed batches, kept in memory so that readers who keep up never touch the disk; what all of them have read
/// goes at once, so that it dies young. Bounded by readings and messages together: a batch of refused messages has no readings
/// and takes room all the same. Safe for concurrent use.
/// </summary>
sealed class JournalTail
{
    const int MaxSize = 500_000;
    const int MaxBatches = 1_024;

    readonly Lock _gate = new();
    readonly LinkedList<JournalBatch> _batches = new();
    readonly List<JournalReader> _readers = [];
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
                RemoveFirstLocked();
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

    public void Follow(JournalReader reader)
    {
        lock (_gate)
        {
            _readers.Add(reader);
        }
    }

    public void Leave(JournalReader reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }
    }

    /// <summary>To be called by a reader that has moved.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            var passed = long.MaxValue;
            foreach (var reader in _readers)
            {
                passed = Math.Min(passed, reader.Position);
            }

            while (_batches.First is { } first && first.Value.Position.Position <= passed)
            {
                RemoveFirstLocked();
            }
        }
    }

    void RemoveFirstLocked()
    {
        _size -= _batches.First!.Value.Size;
        _batches.RemoveFirst();
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
