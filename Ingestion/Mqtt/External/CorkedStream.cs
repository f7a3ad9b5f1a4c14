using System.Net.Sockets;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// The bytes of one connection between the network and the MQTT library, which by itself reads two or three times and writes once
/// for each message. Reads come from a buffer of 64 KiB; writes between <see cref="Cork"/> and <see cref="UncorkAsync"/> leave
/// together. Asks before it reads more. One reader; writers one at a time, beside the one who corks.
/// </summary>
/// <param name="inner">The network, plain or TLS; owned.</param>
/// <param name="mayRead">Waits until more may come in. Not asked before the broker's first answer.</param>
sealed class CorkedStream(Socket socket, Stream inner, PacketScanner scanner, Func<CancellationToken, ValueTask> mayRead) : Stream
{
    // Linux, netinet/tcp.h.
    const int TcpLevel = 6;
    const int TcpQuickAck = 12;

    static readonly TimeSpan LingerFor = TimeSpan.FromSeconds(1);

    // The reader's.
    readonly byte[] _read = new byte[64 << 10];
    int _at;
    int _end;

    // The writers'.
    readonly SemaphoreSlim _writing = new(1, 1);
    readonly Lock _cork = new();
    readonly MemoryStream _collected = new();
    bool _corked;
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
        _at < _end ? ValueTask.FromResult(Take(buffer.Span)) : FillAndTakeAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_cork)
        {
            if (_corked)
            {
                _collected.Write(buffer.Span);
                return;
            }
        }

        await SendAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Holds back what is written from now on.</summary>
    public void Cork()
    {
        lock (_cork)
        {
            _corked = true;
        }
    }

    /// <summary>Sends what was held back, in one write.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task UncorkAsync(CancellationToken cancellationToken)
    {
        byte[] together;
        lock (_cork)
        {
            _corked = false;
            together = _collected.ToArray();
            _collected.SetLength(0);
        }

        if (together.Length > 0)
        {
            await SendAsync(together, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <summary>
    /// Ends the connection in the way that lets the broker read our last words: a socket that is closed while something unread waits
    /// in it resets the connection, and the broker would throw away what it has not read yet. To be called when nobody reads any more;
    /// the library's own disposing of the stream does nothing.
    /// </summary>
    public async Task CloseGentlyAsync()
    {
        using var limit = new CancellationTokenSource(LingerFor);
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(_read.AsMemory(), SocketFlags.None, limit.Token).ConfigureAwait(false) > 0)
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
        if (scanner.HasBegun)
        {
            await mayRead(cancellationToken).ConfigureAwait(false);
        }

        _at = 0;
        _end = await inner.ReadAsync(_read, cancellationToken).ConfigureAwait(false);
        ConfirmAtOnce();
        scanner.Scan(_read.AsSpan(0, _end));
        return Take(buffer.Span);
    }

    /// <summary>
    /// Confirms to the other side's TCP what has come. Otherwise the system waits up to 40 ms for something to send along, and a broker
    /// that does not set no-delay, as mosquitto by default, holds the next small message back as long: messages of one device then
    /// arrive in the same millisecond, and those without a time of their own replace one another. Linux forgets the wish, so it is
    /// said after each read.
    /// </summary>
    void ConfirmAtOnce()
    {
        if (_end > 0 && OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(TcpLevel, TcpQuickAck, BitConverter.GetBytes(1));
        }
    }

    int Take(Span<byte> into)
    {
        var count = Math.Min(into.Length, _end - _at);
        _read.AsSpan(_at, count).CopyTo(into);
        _at += count;
        return count;
    }

    async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Interlocked.Increment(ref _writes);
            await inner.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
