using CityOps.Simulators.City;
using CityOps.Simulators.Mqtt;

namespace CityOps.Simulators;

/// <summary>A device that is being played: its gateway's line and its message counter. Used by one loop at a time.</summary>
sealed class LiveDevice(SimulatedDevice device, GatewayLink link)
{
    long seq;

    public SimulatedDevice Device => device;

    public GatewayLink Link => link;

    /// <summary>1 for the first message after a start, then one more each.</summary>
    public long NextSeq() => ++seq;
}
