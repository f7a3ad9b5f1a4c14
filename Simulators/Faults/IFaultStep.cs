using CityOps.Simulators.City;
using CityOps.Simulators.Devices;

namespace CityOps.Simulators.Faults;

/// <summary>What one fault does to the messages of one device. The same messages in give the same out. Used by one loop.</summary>
interface IFaultStep
{
    /// <summary>Hands on none, one or more messages in its place.</summary>
    void Take(DeviceMessage message, List<DeviceMessage> into);

    /// <summary>The fault is over: hands on what it holds.</summary>
    void End(List<DeviceMessage> into)
    {
    }
}

/// <summary>What a step is made from.</summary>
/// <param name="NextSeq">The device's message counter.</param>
/// <param name="Lose">Told of each message that will never be sent.</param>
sealed record StepContext(Fault Fault, CityDevice Device, Func<long> NextSeq, Action<DeviceMessage> Lose)
{
    public ulong Key { get; } = Noise.Key(Fault.Key, Device.Device.Id);

    /// <summary>Whether the fault hits a message, by the fault's rate.</summary>
    public bool Hits(DeviceMessage message) => Noise.Uniform(Key, message.Last.Seq) < Fault.Rate;
}
