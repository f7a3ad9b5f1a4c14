namespace CityOps.Storage.Journal;

/// <summary>
/// Messages between <see cref="Journal.Append"/> and their commit, gathered into batches that keep the order of receipt.
/// Safe for concurrent senders; one taker.
/// </summary>
sealed class JournalQueue(JournalOptions options)
{
    /// <summary>Empty builders kept; at most so many are ever under way at an ordinary pace.</summary>
    const int KeptBuilders = 4;

    readonly Lock _gate = new();
    readonly Queue<BatchBuilder> _batches = new();
    readonly Stack<BatchBuilder> _empty = new();
    BatchBuilder? _open;
    TaskCompletionSource? _arrived;
    TaskCompletionSource? _room;
    long _bytes;
    bool _closed;

    public int Messages { get; private set; }

    public Task Add(JournalEntry entry)
    {
        TaskCompletionSource? arrived;
        Task committed;
        lock (_gate)
        {
            if (_closed)
            {
                return Task.FromCanceled(new CancellationToken(canceled: true));
            }

            if (_open is null || _open.Entries >= options.BatchMessages || _open.Bytes >= options.BatchBytes)
            {
                _open = _empty.TryPop(out var used) ? used : new BatchBuilder();
                _batches.Enqueue(_open);
            }

            var before = _open.Bytes;
            _open.Add(entry);
            Messages++;
            _bytes += _open.Bytes - before;
            committed = _open.Committed;
            (arrived, _arrived) = (_arrived, null);
        }

        arrived?.SetResult();
        return committed;
    }

    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return HasRoomLocked;
            }
        }
    }

    bool HasRoomLocked => (Messages < options.MaxWaitingMessages && _bytes < options.MaxWaitingBytes) || _closed;

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (HasRoomLocked)
                {
                    return;
                }

                room = (_room ??= NewSignal()).Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The oldest batch, open to nobody from here on; null once the queue is closed and empty.</summary>
    public async ValueTask<BatchBuilder?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_batches.TryDequeue(out var batch))
                {
                    _open = batch == _open ? null : _open;
                    return batch;
                }

                if (_closed)
                {
                    return null;
                }

                arrived = (_arrived ??= NewSignal()).Task;
            }

            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Says that a taken batch has been committed, so that senders who wait for room may go on. The builder is not the caller's any more.
    /// </summary>
    public void Done(BatchBuilder batch)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            Messages -= batch.Messages;
            _bytes -= batch.Bytes;
            (room, _room) = (_room, null);
        }

        batch.Complete();
        room?.SetResult();
        batch.Reset();
        lock (_gate)
        {
            if (_empty.Count < KeptBuilders)
            {
                _empty.Push(batch);
            }
        }
    }

    public void Close()
    {
        TaskCompletionSource? arrived;
        TaskCompletionSource? room;
        lock (_gate)
        {
            _closed = true;
            (arrived, _arrived) = (_arrived, null);
            (room, _room) = (_room, null);
        }

        arrived?.SetResult();
        room?.SetResult();
    }

    /// <summary>Gives up what was never committed: the tasks of its senders are cancelled.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            while (_batches.TryDequeue(out var batch))
            {
                batch.Abandon();
            }
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
