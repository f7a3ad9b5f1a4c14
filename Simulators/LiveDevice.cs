using System.Text.Json;
using CityOps.Core.Wire;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators;

/// <summary>A device that is being played: its line and its message counter. Used by one loop at a time.</summary>
/// <param name="gateway">Null where it has a client of its own.</param>
sealed class LiveDevice(CityDevice device, Gateway? gateway, GatewayLink link)
{
    long seq;

    public SimulatedDevice Device => device.Device;

    public CityDevice Whole => device;

    public GatewayLink Link => link;

    /// <summary>Names of what it sends, in the order of the values.</summary>
    public JsonEncodedText[] Names => device.Names;

    /// <summary>1 for the first message after a start, then one more each.</summary>
    public long NextSeq() => ++seq;

    /// <summary>What it says of itself, on its status topic.</summary>
    public StatusMessage Birth => new(Device.StatusTopic, BirthWriter.Write(device.ToBirth(gateway)));

    /// <summary>It is gone without a word: its gateway says so, or the broker its last will.</summary>
    public void LosePower()
    {
        if (gateway is null)
        {
            link.Cut();
        }
        else
        {
            Tell(BirthWriter.Offline);
        }
    }

    public void PowerUp()
    {
        if (gateway is null)
        {
            link.Restore();
        }
        else
        {
            Tell(Birth.Payload);
        }
    }

    /// <summary>The moment by the device's own clock.</summary>
    public long Clock(long ms) => device.Traits.Clock.Read(ms);

    void Tell(ReadOnlySpan<byte> status) => link.TryPost(new OutboundMessage(Device.StatusTopic, status, readings: 0, retain: true));
}
