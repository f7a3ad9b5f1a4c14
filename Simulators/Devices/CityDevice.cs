using System.Text.Json;
using CityOps.Core.City;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Devices;

/// <summary>A device of the city with what sets it apart, and what it says because of that. Immutable.</summary>
sealed class CityDevice
{
    /// <summary>No device sends more values than this.</summary>
    public const int MaxValues = SimulatedCity.MaxQuantities + 1;

    public CityDevice(ulong seed, SimulatedDevice device)
    {
        (Device, Traits) = (device, new DeviceTraits(seed, device));
        Names = Traits.Battery is null ? device.Names : [.. device.Names, JsonEncodedText.Encode(Battery.Quantity)];
    }

    public SimulatedDevice Device { get; }
    public DeviceTraits Traits { get; }

    /// <summary>Names of what it sends, in the order of the values.</summary>
    public JsonEncodedText[] Names { get; }

    /// <summary>Unit of one of its values.</summary>
    public string UnitOf(int index) => index < Device.Quantities.Count ? Device.Quantities[index].Unit : Battery.Unit;

    /// <summary>Adds the battery's charge, where it has one, behind what it measured.</summary>
    /// <param name="measured">How many values it measured.</param>
    public Span<double> Complete(long ms, int measured, Span<double> values)
    {
        if (Traits.Battery is { } battery)
        {
            values[measured++] = battery.At(ms);
        }

        return values[..measured];
    }

    /// <param name="gateway">Null where it has a client of its own.</param>
    public Birth ToBirth(Gateway? gateway)
    {
        var birth = Device.ToBirth();
        var units = Traits.Battery is null ? birth.Units : new Dictionary<string, string>(birth.Units) { [Battery.Quantity] = Battery.Unit };
        return birth with { Gateway = gateway?.Name, Firmware = Traits.Firmware, Units = units };
    }
}
