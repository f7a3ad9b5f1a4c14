namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// What one connection has read from the broker and not settled: in the journal's queue, or waiting for its acknowledgement. The
/// reader adds, the acknowledging loop takes away.
/// </summary>
sealed class IntakeWindow(IntakeLimits limits)
{
    readonly Lock _gate = new();
    TaskCompletionSource? _room;
    long _bytes;

    public int Messages { get; private set; }

    /// <summary>The most there has been at once.</summary>
    public int MostMessages { get; private set; }

    /// <summary>A PUBLISH has come in.</summary>
    public void Arrived(int packetBytes)
    {
        lock (_gate)
        {
            Messages++;
            MostMessages = Math.Max(MostMessages, Messages);
            _bytes += packetBytes;
        }
    }

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
