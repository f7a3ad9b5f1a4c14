namespace CityOps.Storage.Journal;

/// <summary>
/// One consumer's way through the journal, oldest first, every batch once. Reads from memory while it keeps up and from the
/// segment files otherwise. Not thread-safe; one per consumer.
/// </summary>
public sealed class JournalReader : IDisposable
{
    readonly Journal _journal;
    SegmentReader? _segment;
    int _segmentNumber;

    long _position;

    internal JournalReader(Journal journal, long after)
    {
        (_journal, _position) = (journal, after);
        journal.Tail.Follow(this);
    }

    /// <summary>Position of the batch that was read last.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>The next batch; waits until there is one.</summary>
    public async ValueTask<JournalBatch> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryNext(out var moved) is { } batch)
            {
                return batch;
            }

            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The next batch, or null when the consumer has read all there is.</summary>
    public JournalBatch? TryNext() => TryNext(out _);

    public void Dispose()
    {
        _journal.Tail.Leave(this);
        _segment?.Dispose();
    }

    JournalBatch? TryNext(out Task moved)
    {
        var batch = _journal.Tail.TryNext(Position, out var onDisk, out moved);
        if (batch is not null)
        {
            // Its file may be deleted now; held open, it would keep its room on the disk.
            Release();
        }
        else if (onDisk)
        {
            batch = ReadFromDisk();
        }

        if (batch is not null)
        {
            Volatile.Write(ref _position, batch.Position.Position);
            _journal.Tail.LetGo();
        }

        return batch;
    }

    JournalBatch? ReadFromDisk()
    {
        if (_segment?.Next(Position) is { } here)
        {
            return here;
        }

        foreach (var (number, path, last) in _journal.Segments.Files)
        {
            // What lies behind may be deleted under our hands.
            if (number > _segmentNumber && last > Position)
            {
                _segment?.Dispose();
                _segment = new SegmentReader(path, _journal.Id, _journal.Names);
                _segmentNumber = number;
                if (_segment.Next(Position) is { } batch)
                {
                    return batch;
                }
            }
        }

        // Nothing after this position: begin with the oldest file when asked again.
        Release();
        return null;
    }

    void Release()
    {
        _segment?.Dispose();
        (_segmentNumber, _segment) = (0, null);
    }
}
