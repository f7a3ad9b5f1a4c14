using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Changes a device's values in place.</summary>
/// <param name="strength">0 not at all to 1 fully.</param>
delegate void IncidentEffect(SimulatedDevice device, double strength, Span<double> values);

/// <summary>A kind of trouble: where it can happen, how fast it comes and goes, and what it does to the values.</summary>
/// <param name="Quantity">The quantity the demo rule watches; only devices that have it (in the domain) can be hit.</param>
/// <param name="Spread">How many devices of one group are hit.</param>
sealed record IncidentKind(string Name, string Domain, string Quantity, int Spread, TimeSpan Ramp, IncidentEffect Effect)
{
    /// <summary>
    /// In the order in which they take turns; neighbours are in different domains. The first rises within seconds, so that a
    /// visitor sees an alert at once.
    /// </summary>
    public static IReadOnlyList<IncidentKind> All { get; } =
    [
        new("transformer overload", "power", "load", 1, TimeSpan.FromSeconds(3), Effects.Overload),
        new("traffic standstill", "traffic", "occupancy", 2, TimeSpan.FromSeconds(15), Effects.Standstill),
        new("PM10 peak", "air", "pm10", 1, TimeSpan.FromSeconds(15), Effects.Dust),
        new("low voltage", "power", "voltage", 1, TimeSpan.FromSeconds(6), Effects.Sag),
        new("burst main", "water", "pressure", 2, TimeSpan.FromSeconds(15), Effects.Burst),
        new("heat supply failure", "heat", "supplyTemperature", 2, TimeSpan.FromSeconds(20), Effects.Cooling),
        new("turbid water", "water", "turbidity", 1, TimeSpan.FromSeconds(15), Effects.Turbidity),
    ];

    /// <summary>Waterworks have a pressure too, but a burst main is a zone's trouble: only devices without turbidity.</summary>
    public bool CanHit(SimulatedDevice device) =>
        device.Domain == Domain && device.IndexOf(Quantity) >= 0 && (Quantity != "pressure" || device.IndexOf("turbidity") < 0);
}
