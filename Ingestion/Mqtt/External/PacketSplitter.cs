using System.Buffers;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>Takes a PUBLISH, in order of receipt. Never throws.</summary>
delegate void PublishTaker(in PublishPacket packet);

/// <summary>
/// Divides the packets of one connection: each PUBLISH goes straight to who takes it, out of the buffer it was read into, and
/// everything else to the MQTT library, which would make half a dozen objects of each message. Not thread-safe: the reader's.
/// </summary>
/// <param name="taker">Null = everything is the library's.</param>
sealed class PacketSplitter(PublishTaker? taker)
{
    /// <summary>What one read may bring. The buffer grows for a larger packet, and shrinks when that has gone.</summary>
    public const int ReadBytes = 64 << 10;

    const int Publish = 3;

    readonly ArrayBufferWriter<byte> _forLibrary = new();
    int _taken;
    byte[] _buffer = new byte[ReadBytes];
    int _end;

    /// <summary>The first packet has come: the broker has answered.</summary>
    public bool HasBegun { get; private set; }

    public bool HasForLibrary => _taken < _forLibrary.WrittenCount;

    /// <summary>Where the next bytes from the network go; never empty.</summary>
    public Memory<byte> Room => _buffer.AsMemory(_end);

    public int TakeForLibrary(Span<byte> into)
    {
        var count = Math.Min(into.Length, _forLibrary.WrittenCount - _taken);
        _forLibrary.WrittenSpan.Slice(_taken, count).CopyTo(into);
        _taken += count;
        if (!HasForLibrary)
        {
            _forLibrary.ResetWrittenCount();
            _taken = 0;
        }

        return count;
    }

    /// <summary>So many bytes have come into <see cref="Room"/>.</summary>
    /// <exception cref="InvalidDataException">They are not MQTT.</exception>
    public void Advance(int count)
    {
        _end += count;
        HasBegun |= count > 0;
        var at = 0;
        var whole = 0;
        while (TryMeasure(_buffer.AsSpan(at, _end - at), out var headBytes, out whole) && at + whole <= _end)
        {
            HandOn(_buffer.AsSpan(at, whole), headBytes);
            (at, whole) = (at + whole, 0);
        }

        Keep(at, whole);
    }

    static bool TryMeasure(ReadOnlySpan<byte> bytes, out int headBytes, out int whole)
    {
        (headBytes, whole) = (0, 0);
        var lengthBytes = bytes.IsEmpty ? 0 : PublishPacket.ReadLength(bytes[1..], out whole);
        headBytes = 1 + lengthBytes;
        whole = lengthBytes == 0 ? 0 : headBytes + whole;
        return lengthBytes > 0;
    }

    void HandOn(ReadOnlySpan<byte> packet, int headBytes)
    {
        if (taker is not null && packet[0] >> 4 == Publish)
        {
            taker(PublishPacket.Read(packet, headBytes));
        }
        else
        {
            _forLibrary.Write(packet);
        }
    }

    /// <summary>Moves the beginning of a packet to the front and makes room for more of it.</summary>
    /// <param name="whole">Bytes of that packet; zero where that is not known yet.</param>
    void Keep(int at, int whole)
    {
        var left = _buffer.AsSpan(at, _end - at);
        if (left.Length == _buffer.Length || (_buffer.Length > ReadBytes && whole <= ReadBytes))
        {
            // Doubled, not what the packet promises: a promise costs the other side nothing.
            var other = new byte[left.Length == _buffer.Length ? _buffer.Length * 2 : Math.Max(ReadBytes, left.Length * 2)];
            left.CopyTo(other);
            _buffer = other;
        }
        else
        {
            left.CopyTo(_buffer);
        }

        _end = left.Length;
    }
}
