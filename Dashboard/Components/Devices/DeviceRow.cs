using CityOps.Core.City;

namespace CityOps.Dashboard.Components.Devices;

/// <summary>How a device stands, the worst first.</summary>
public enum DeviceState : byte
{
    /// <summary>Its connection ended without a goodbye, or it said goodbye.</summary>
    Offline,
    /// <summary>Nothing for three intervals.</summary>
    Silent,
    /// <summary>Known, and never heard since the books began.</summary>
    Unheard,
    Reporting,
}

/// <summary>One device of the list.</summary>
/// <param name="LastAt">When its last message came, Unix ms.</param>
/// <param name="Battery">The newest reading of its battery, %.</param>
public sealed record DeviceRow(Device Device, Station? Station, DeviceState State, long? LastAt, double? Battery);
