using System.Collections.Concurrent;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// What one connection has read from the broker and not settled: on its way through the library, in the journal's queue, or
/// waiting for its acknowledgement. The stream adds, the acknowledging loop takes away.
/// </summary>
sealed class IntakeWindow(IntakeLimits limits)
{
    // The library hands messages on in the order in which they came, so the first size belongs to the next message.
    readonly ConcurrentQueue<int> _sizes = new();
    readonly Lock _gate = new();
    TaskCompletionSource? _room;
    long _bytes;

    public int Messages { get; private set; }

    /// <summary>The most there has been at once.</summary>
    public int MostMessages { get; private set; }

    /// <summary>A PUBLISH has begun to come in.</summary>
    public void Arrived(int packetBytes)
    {
        _sizes.Enqueue(packetBytes);
        lock (_gate)
        {
            Messages++;
            MostMessages = Math.Max(MostMessages, Messages);
            _bytes += packetBytes;
        }
    }

    /// <summary>The size of the message at hand; one call per message, in order of receipt.</summary>
    public int TakeSize() => _sizes.TryDequeue(out var size) ? size : throw new InvalidOperationException("BUG: more messages than packets");

    public void Settled(int messages, long bytes)
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            Messages -= messages;
            _bytes -= bytes;
            if (HasRoom())
            {
                (room, _room) = (_room, null);
            }
        }

        room?.SetResult();
    }

    /// <summary>Completed when there is room now.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            return HasRoom() ? Task.CompletedTask : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    bool HasRoom() => Messages < limits.Messages && _bytes < limits.Bytes;
}
