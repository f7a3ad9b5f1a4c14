namespace CityOps.Ingestion.Health;

/// <summary>How fast the journal is written, by its size now and then over the last minutes. Safe for concurrent use.</summary>
public sealed class JournalGrowth
{
    /// <summary>At one look every 10 s: ten minutes.</summary>
    const int MostLooks = 61;

    readonly Lock _gate = new();
    readonly Queue<(long At, long Grown)> _looks = new();
    long _bytes;
    long _grown;

    /// <summary>Bytes a second; null before there is anything to compare.</summary>
    public double? BytesPerSecond
    {
        get
        {
            lock (_gate)
            {
                var span = _looks.Count > 1 ? _looks.Last().At - _looks.Peek().At : 0;
                return span > 0 ? (_grown - _looks.Peek().Grown) * 1_000.0 / span : null;
            }
        }
    }

    /// <param name="now">Unix ms.</param>
    /// <param name="bytes">Size of the files now. Less than before: some were deleted, and what was written meanwhile is not known.</param>
    public void Note(long now, long bytes)
    {
        lock (_gate)
        {
            _grown += _looks.Count > 0 ? Math.Max(0, bytes - _bytes) : 0;
            _bytes = bytes;
            _looks.Enqueue((now, _grown));
            while (_looks.Count > MostLooks)
            {
                _looks.Dequeue();
            }
        }
    }
}
