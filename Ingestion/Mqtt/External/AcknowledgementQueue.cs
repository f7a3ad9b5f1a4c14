using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// What one connection has taken and not acknowledged, in order of receipt. It ends with its connection, so a commit that comes later
/// finds nobody to acknowledge. One who adds, one loop that takes.
/// </summary>
sealed class AcknowledgementQueue(IntakeWindow window, ILogger log)
{
    const int MostTogether = 10_000;
    const int PubAckBytes = 4;

    // The gate's. Messages of one commit are one run: they are acknowledged together.
    readonly Lock _gate = new();
    readonly Queue<Run> _runs = new();
    Run? _newest;
    TaskCompletionSource? _arrived;
    bool _complete;

    // The loop's.
    readonly byte[] _pubAcks = new byte[MostTogether * PubAckBytes];

    /// <param name="packetId">Zero where nothing is to be acknowledged.</param>
    /// <param name="commit">Completes when the message may be acknowledged.</param>
    public void Add(ushort packetId, Task commit, int packetBytes)
    {
        TaskCompletionSource? arrived = null;
        lock (_gate)
        {
            if (_newest is null || _newest.Commit != commit || _newest.Ids.Count == MostTogether)
            {
                _runs.Enqueue(_newest = new Run(commit));
                (arrived, _arrived) = (_arrived, null);
            }

            _newest.Ids.Add(packetId);
            _newest.Bytes += packetBytes;
        }

        arrived?.SetResult();
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete()
    {
        TaskCompletionSource? arrived;
        lock (_gate)
        {
            _complete = true;
            (arrived, _arrived) = (_arrived, null);
        }

        arrived?.SetResult();
    }

    /// <summary>
    /// Waits for the oldest commit, acknowledges it and all behind it that are done, in one write. Ends when all is acknowledged after
    /// <see cref="Complete"/>, when cancelled, or when the connection or the journal ends; never throws.
    /// </summary>
    public async Task RunAsync(CorkedStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await OldestAsync(cancellationToken).ConfigureAwait(false) is { } oldest)
            {
                // Cancelled when the journal stops: neither this one nor any behind it is acknowledged.
                await oldest.Commit.WaitAsync(cancellationToken).ConfigureAwait(false);
                await AcknowledgeCommittedAsync(stream, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Who is left will be sent again.
        }
        catch (Exception e) when (e is MqttCommunicationException or IOException or InvalidOperationException)
        {
            // The connection is lost, and who watches it is told so by the library.
            log.LogDebug("Acknowledging ends: {Why}", e.Message);
        }
    }

    /// <summary>Completes when all that was taken and not acknowledged is in the journal. To be called after <see cref="RunAsync"/>.</summary>
    public async Task CommitsAsync(CancellationToken cancellationToken)
    {
        while (TryTake(onlyCommitted: false) is { } left)
        {
            await left.Commit.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Stays in the queue; null when nothing more will come.</summary>
    async ValueTask<Run?> OldestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_runs.TryPeek(out var oldest) || _complete)
                {
                    return oldest;
                }

                arrived = (_arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    Run? TryTake(bool onlyCommitted, int most = MostTogether)
    {
        lock (_gate)
        {
            if (!_runs.TryPeek(out var oldest) || (onlyCommitted && !oldest.Commit.IsCompletedSuccessfully) || oldest.Ids.Count > most)
            {
                return null;
            }

            _newest = oldest == _newest ? null : _newest;
            return _runs.Dequeue();
        }
    }

    async Task AcknowledgeCommittedAsync(CorkedStream stream, CancellationToken cancellationToken)
    {
        var (messages, bytes, length) = (0, 0L, 0);
        while (TryTake(onlyCommitted: true, MostTogether - messages) is { } run)
        {
            (messages, bytes) = (messages + run.Ids.Count, bytes + run.Bytes);
            length += Write(run.Ids, _pubAcks.AsSpan(length));
        }

        if (length > 0)
        {
            await stream.WriteAsync(_pubAcks.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }

        window.Settled(messages, bytes);
    }

    /// <summary>PUBACK, reason success, which MQTT 5 lets one leave out; returns how many bytes.</summary>
    static int Write(List<ushort> ids, Span<byte> into)
    {
        var length = 0;
        foreach (var id in ids)
        {
            if (id != 0)
            {
                BinaryPrimitives.WriteUInt32BigEndian(into[length..], 0x4002_0000u | id);
                length += PubAckBytes;
            }
        }

        return length;
    }

    /// <summary>Messages in a row that wait for the same commit.</summary>
    sealed class Run(Task commit)
    {
        public Task Commit => commit;

        public List<ushort> Ids { get; } = [];

        public long Bytes { get; set; }
    }
}
