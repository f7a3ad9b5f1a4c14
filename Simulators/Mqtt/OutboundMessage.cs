using System.Buffers;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Simulators.Mqtt;

/// <summary>One message on its way, in a rented buffer that goes back when the broker has it.</summary>
/// <param name="readings">How many readings it carries.</param>
/// <param name="slot">Released when the message is settled; null where nobody counts.</param>
/// <param name="retain">It is a status, and in no account.</param>
sealed class OutboundMessage(string topic, ReadOnlySpan<byte> payload, int readings, SemaphoreSlim? slot = null, bool retain = false)
{
    readonly byte[] rented = Rent(payload);
    readonly int length = payload.Length;

    /// <summary>Position in its gateway's line; set by the link.</summary>
    public long Order { get; set; }

    /// <summary>It was handed to a connection before.</summary>
    public bool Attempted { get; set; }

    public int Readings => readings;

    /// <summary>Births and farewells are not in the ledger, so they are not in the account that is compared with it.</summary>
    public bool IsStatus => retain;

    public MqttApplicationMessage ToMqtt() => new()
    {
        Topic = topic,
        Payload = new ReadOnlySequence<byte>(rented, 0, length),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        Retain = retain,
    };

    /// <summary>Call once, when the broker answered.</summary>
    public void Settle()
    {
        ArrayPool<byte>.Shared.Return(rented);
        slot?.Release();
    }

    static byte[] Rent(ReadOnlySpan<byte> payload)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(buffer);
        return buffer;
    }
}
