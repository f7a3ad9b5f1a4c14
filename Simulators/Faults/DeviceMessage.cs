using CityOps.Simulators.Devices;

namespace CityOps.Simulators.Faults;

/// <summary>One record of a message. Times are Unix ms.</summary>
/// <param name="At">When it was so.</param>
/// <param name="Ts">When the device says it was so.</param>
/// <param name="Values">In the order of the device's names.</param>
sealed record DeviceRecord(long At, long Ts, long Seq, double[] Values);

/// <summary>A message between sampling and wire: faults change it, hold it back, copy it or lose it. Immutable.</summary>
/// <param name="Records">One, or those of an outage together.</param>
sealed record DeviceMessage(CityDevice Device, IReadOnlyList<DeviceRecord> Records)
{
    /// <summary>Named with the first value of each record, although the quantity has another; null = values are bare.</summary>
    public string? OddUnit { get; init; }

    /// <summary>What goes out instead of it.</summary>
    public MalformedForm? Form { get; init; }

    /// <summary>The same bytes were sent before.</summary>
    public bool IsCopy { get; init; }

    public DeviceRecord First => Records[0];

    public DeviceRecord Last => Records[^1];

    /// <summary>The same message with other values.</summary>
    public DeviceMessage WithValues(Func<DeviceRecord, int, double> value) =>
        this with { Records = [.. Records.Select(r => r with { Values = [.. r.Values.Select((_, i) => value(r, i))] })] };
}
