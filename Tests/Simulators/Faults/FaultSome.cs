using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Faults;
using CityOps.Tests.Simulators.City;
using CityOps.Tests.Simulators.Devices;

namespace CityOps.Tests.Simulators.Faults;

/// <summary>Messages of a device as it sends them on an ordinary day, and what faults make of them.</summary>
static class FaultSome
{
    public static readonly long Start = Cities.At("2026-11-24 15:00");

    public static CityDevice Device { get; } = Fleets.Usual["he-003"];

    public static Fault Fault(string kind, double? size = null, double? rate = null, string? form = null, ulong key = 7) =>
        new FaultOrder { Kind = kind, Size = size, Rate = rate, Form = form, For = TimeSpan.FromHours(10) }.ToFault("fault-1", Start, key);

    /// <summary>So many messages, 40 s apart, numbered from 1.</summary>
    public static IReadOnlyList<DeviceMessage> Messages(int count, CityDevice? of = null)
    {
        var device = of ?? Device;
        return [.. Enumerable.Range(1, count).Select(n =>
        {
            var at = Start + n * 40_000L;
            Span<double> values = stackalloc double[CityDevice.MaxValues];
            var all = device.Complete(at, Cities.Usual.Sample(device.Device, at, [], values).Length, values);
            return new DeviceMessage(device, [new DeviceRecord(at, at, n, all.ToArray())]);
        })];
    }

    /// <summary>What comes out, and after it what is held until the end.</summary>
    public static (List<DeviceMessage> Sent, List<DeviceMessage> AtEnd, List<DeviceMessage> Lost) Run(IEnumerable<DeviceMessage> messages, params Fault[] faults)
    {
        var (line, lost, sent, end) = (new FaultLine(), new List<DeviceMessage>(), new List<DeviceMessage>(), new List<DeviceMessage>());
        var seq = 1_000L;
        foreach (var fault in faults)
        {
            line.Add(fault, fault.Kind.Begin!(new StepContext(fault, Device, () => ++seq, lost.Add)));
        }

        foreach (var message in messages)
        {
            sent.AddRange(line.Send(message));
        }

        foreach (var fault in faults)
        {
            end.AddRange(line.Remove(fault));
        }

        Assert.True(line.IsEmpty);
        return (sent, end, lost);
    }

    public static IEnumerable<long> Seqs(this IEnumerable<DeviceMessage> messages) => messages.SelectMany(m => m.Records).Select(r => r.Seq);
}
