namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// Follows the packets in a stream of MQTT bytes, cut anywhere, without looking into them. Reports each PUBLISH as soon as its
/// fixed header is there. One caller at a time.
/// </summary>
/// <param name="published">Called with the size of the whole packet in bytes.</param>
sealed class PacketScanner(Action<int> published)
{
    const int Publish = 3;

    int _kind = -1;
    int _headBytes;
    int _length;
    int _left;

    /// <summary>The first packet has begun: the broker has answered.</summary>
    public bool HasBegun { get; private set; }

    public void Scan(ReadOnlySpan<byte> bytes)
    {
        HasBegun |= bytes.Length > 0;
        while (bytes.Length > 0)
        {
            if (_left > 0)
            {
                var body = Math.Min(_left, bytes.Length);
                _left -= body;
                bytes = bytes[body..];
            }
            else
            {
                ReadHead(bytes[0]);
                bytes = bytes[1..];
            }
        }
    }

    // One byte of the kind, then the length of the rest: 7 bits a byte, lowest first, at most four bytes.
    void ReadHead(byte one)
    {
        if (_kind < 0)
        {
            (_kind, _headBytes, _length) = (one >> 4, 1, 0);
            return;
        }

        _length |= (one & 0x7F) << (7 * (_headBytes - 1));
        _headBytes++;
        if (one >= 0x80 && _headBytes < 5)
        {
            return;
        }

        if (_kind == Publish)
        {
            published(_headBytes + _length);
        }

        (_left, _kind) = (_length, -1);
    }
}
