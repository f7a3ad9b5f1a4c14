using System.Net.Sockets;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// The bytes of one connection between the network and the MQTT library, without the messages: those the <see cref="PacketSplitter"/>
/// takes out on the way. Asks before it reads more. One reader, the library; whole packets may be written by anybody.
/// </summary>
/// <param name="inner">The network, plain or TLS; owned.</param>
/// <param name="mayRead">Waits until more may come in. Not asked before the broker's first answer.</param>
sealed class CorkedStream(Socket socket, Stream inner, PacketSplitter splitter, Func<CancellationToken, ValueTask> mayRead) : Stream
{
    // Linux, netinet/tcp.h.
    const int TcpLevel = 6;
    const int TcpQuickAck = 12;
    static readonly byte[] On = BitConverter.GetBytes(1);

    static readonly TimeSpan LingerFor = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _writing = new(1, 1);
    long _writes;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How often something was handed to the network.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        splitter.HasForLibrary ? ValueTask.FromResult(splitter.TakeForLibrary(buffer.Span)) : FillAndTakeAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Takes whole packets only: two writers would cut into each other's.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Interlocked.Increment(ref _writes);
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <summary>
    /// Ends the connection in the way that lets the broker read our last words: a socket that is closed while something unread waits
    /// in it resets the connection, and the broker would throw away what it has not read yet. To be called when nobody reads any more;
    /// the library's own disposing of the stream does nothing.
    /// </summary>
    public async Task CloseGentlyAsync()
    {
        using var limit = new CancellationTokenSource(LingerFor);
        var rest = new byte[4096];
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(rest.AsMemory(), SocketFlags.None, limit.Token).ConfigureAwait(false) > 0)
            {
                // The broker's unread messages stay its own: they come again.
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Lost already, or slow: nothing more to say to it.
        }

        await inner.DisposeAsync().ConfigureAwait(false);
        socket.Dispose();
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    async ValueTask<int> FillAndTakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!splitter.HasForLibrary)
        {
            if (splitter.HasBegun)
            {
                await mayRead(cancellationToken).ConfigureAwait(false);
            }

            var count = await inner.ReadAsync(splitter.Room, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return 0;
            }

            ConfirmAtOnce();
            splitter.Advance(count);
        }

        return splitter.TakeForLibrary(buffer.Span);
    }

    /// <summary>
    /// Confirms to the other side's TCP what has come. Otherwise the system waits up to 40 ms for something to send along, and a broker
    /// that does not set no-delay, as mosquitto by default, holds the next small message back as long: messages of one device then
    /// arrive in the same millisecond, and those without a time of their own replace one another. Linux forgets the wish, so it is
    /// said after each read.
    /// </summary>
    void ConfirmAtOnce()
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(TcpLevel, TcpQuickAck, On);
        }
    }
}
