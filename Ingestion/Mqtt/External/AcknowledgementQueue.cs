using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// What one connection has taken and not acknowledged, in order of receipt. It ends with its connection, so a commit that comes later
/// finds nobody to acknowledge. One who adds, one loop that takes.
/// </summary>
sealed class AcknowledgementQueue(IntakeWindow window, ILogger log)
{
    const int MostTogether = 10_000;

    readonly Channel<Taken> _taken = Channel.CreateUnbounded<Taken>(new UnboundedChannelOptions { SingleReader = true });

    /// <param name="commit">Completes when the message may be acknowledged.</param>
    public void Add(MqttApplicationMessageReceivedEventArgs message, Task commit, int packetBytes) =>
        _taken.Writer.TryWrite(new Taken(message, commit, packetBytes));

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _taken.Writer.TryComplete();

    /// <summary>
    /// Waits for the oldest commit, acknowledges it and all behind it that are done, in one write. Ends when all is acknowledged after
    /// <see cref="Complete"/>, when cancelled, or when the connection or the journal ends; never throws.
    /// </summary>
    public async Task RunAsync(CorkedStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await _taken.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_taken.Reader.TryPeek(out var oldest))
                {
                    // Cancelled when the journal stops: neither this one nor any behind it is acknowledged.
                    await oldest.Commit.WaitAsync(cancellationToken).ConfigureAwait(false);
                    await AcknowledgeCommittedAsync(stream, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Who is left will be sent again.
        }
        catch (Exception e) when (e is MqttCommunicationException or IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is lost, and who watches it is told so by the library.
            log.LogDebug("Acknowledging ends: {Why}", e.Message);
        }
    }

    /// <summary>Completes when all that was taken and not acknowledged is in the journal. To be called after <see cref="RunAsync"/>.</summary>
    public async Task CommitsAsync(CancellationToken cancellationToken)
    {
        while (_taken.Reader.TryRead(out var left))
        {
            await left.Commit.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    async Task AcknowledgeCommittedAsync(CorkedStream stream, CancellationToken cancellationToken)
    {
        var (messages, bytes) = (0, 0L);
        stream.Cork();
        while (messages < MostTogether && _taken.Reader.TryPeek(out var next) && next.Commit.IsCompletedSuccessfully)
        {
            _taken.Reader.TryRead(out _);
            (messages, bytes) = (messages + 1, bytes + next.PacketBytes);
            if (next.Message.ApplicationMessage.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce)
            {
                await next.Message.AcknowledgeAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await stream.UncorkAsync(cancellationToken).ConfigureAwait(false);
        window.Settled(messages, bytes);
    }

    readonly record struct Taken(MqttApplicationMessageReceivedEventArgs Message, Task Commit, int PacketBytes);
}
