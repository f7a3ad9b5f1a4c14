using System.Collections.Concurrent;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Keeps a few connections open for the next question. Safe for concurrent use.</summary>
sealed class BlockReaderPool(string path, Damage damage) : IDisposable
{
    const int Kept = 4;

    readonly ConcurrentBag<BlockReader> idle = [];
    volatile bool closed;

    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public BlockReader Rent()
    {
        ObjectDisposedException.ThrowIf(closed, typeof(EmbeddedTelemetryStore));
        return idle.TryTake(out var reader) ? reader : new BlockReader(path, damage);
    }

    public void Return(BlockReader reader)
    {
        if (closed || idle.Count >= Kept)
        {
            reader.Dispose();
            return;
        }

        idle.Add(reader);
        if (closed)
        {
            Drain();
        }
    }

    public void Dispose()
    {
        closed = true;
        Drain();
    }

    void Drain()
    {
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
