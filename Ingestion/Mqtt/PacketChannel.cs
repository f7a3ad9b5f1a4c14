using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// One connection of the embedded broker, with a limit to its packets: the library makes room for a whole one as soon as its head has
/// come, and a head of five bytes, from anybody, can announce 256 MB. Of a PUBLISH beyond the limit the beginning is handed on, which
/// intake refuses by name and the sender has acknowledged: shut out with it, he would bring it again for ever. Any other packet ends
/// the connection. One reader.
/// </summary>
sealed class PacketChannel(IMqttChannel inner) : IMqttChannel
{
    /// <summary>What is handed on of a packet at most, without its head. As in mosquitto.conf: a little more than the largest payload that is read.</summary>
    public const int MostBytes = 300_000;

    const int Publish = 3;
    const int LongestHead = 5;

    readonly byte[] _head = new byte[LongestHead];
    int _headAt;
    int _headEnd;
    int _body;
    int _beyond;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <exception cref="MqttProtocolViolationException">No MQTT, or a packet that is no PUBLISH and too large.</exception>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_headAt == _headEnd && _body == 0 && !await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        if (_headAt < _headEnd)
        {
            var head = Math.Min(count, _headEnd - _headAt);
            _head.AsSpan(_headAt, head).CopyTo(buffer.AsSpan(offset));
            _headAt += head;
            return head;
        }

        var body = await inner.ReadAsync(buffer, offset, Math.Min(count, _body), cancellationToken).ConfigureAwait(false);
        _body -= body;
        return body;
    }

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public void Dispose() => inner.Dispose();

    /// <summary>Reads past the rest of the last packet, and the head of the next one; false when there is none.</summary>
    async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        (_headAt, _headEnd) = (0, 0);

        // No packet is shorter than two bytes.
        var isWhole = await PassRestAsync(cancellationToken).ConfigureAwait(false) && await ReadHeadAsync(2, cancellationToken).ConfigureAwait(false);
        while (isWhole && _head[_headEnd - 1] >= 0x80)
        {
            isWhole = _headEnd < LongestHead
                ? await ReadHeadAsync(_headEnd + 1, cancellationToken).ConfigureAwait(false)
                : throw new MqttProtocolViolationException("The length of a packet is no number.");
        }

        if (isWhole)
        {
            Begin(LengthOf(_head.AsSpan(1, _headEnd - 1)));
        }
        else
        {
            _headEnd = 0;
        }

        return isWhole;
    }

    async Task<bool> PassRestAsync(CancellationToken cancellationToken)
    {
        var rest = _beyond > 0 ? ArrayPool<byte>.Shared.Rent(Math.Min(_beyond, 64 << 10)) : [];
        while (_beyond > 0)
        {
            var read = await inner.ReadAsync(rest, 0, Math.Min(_beyond, rest.Length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _beyond -= read;
        }

        ArrayPool<byte>.Shared.Return(rest);
        return true;
    }

    async Task<bool> ReadHeadAsync(int bytes, CancellationToken cancellationToken)
    {
        while (_headEnd < bytes)
        {
            var read = await inner.ReadAsync(_head, _headEnd, bytes - _headEnd, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _headEnd += read;
        }

        return true;
    }

    void Begin(int length)
    {
        (_body, _beyond) = (Math.Min(length, MostBytes), Math.Max(0, length - MostBytes));
        if (_beyond == 0)
        {
            return;
        }

        if (_head[0] >> 4 != Publish)
        {
            throw new MqttProtocolViolationException($"A packet of {length} bytes that is no message.");
        }

        _headEnd = 1;
        for (var left = _body; left > 0; left >>= 7)
        {
            _head[_headEnd++] = (byte)((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
        }
    }

    static int LengthOf(ReadOnlySpan<byte> digits)
    {
        var length = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            length |= (digits[i] & 0x7F) << (7 * i);
        }

        return length;
    }
}
