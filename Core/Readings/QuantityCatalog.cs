using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace CityOps.Core.Readings;

/// <summary>
/// The quantities CityOps knows, per domain, with canonical unit and plausible values. Any other quantity is accepted too: it has
/// no spec, its unit is the first one seen, and its quality is <see cref="Quality.NotEvaluated"/>. Immutable; safe to share.
/// </summary>
/// <remarks>
/// Ranges are starting values for the sensors of a city, not legal limits. "Ours" marks those of our own choice: physical
/// bounds, wide enough that only a broken sensor leaves them.
/// </remarks>
public static class QuantityCatalog
{
    static readonly FrozenDictionary<string, QuantitySpec[]> ByDomain =
        new[] { Air(), Traffic(), Water(), Power(), Heat(), River(), Waste(), Lighting() }
            .ToFrozenDictionary(specs => specs[0].Domain, StringComparer.Ordinal);

    /// <summary>The known quantities of a domain in the order they are shown; empty for an unknown domain.</summary>
    public static IReadOnlyList<QuantitySpec> Of(string domain) => SpecsOf(domain);

    public static bool TryGet(string domain, ReadOnlySpan<char> quantity, [NotNullWhen(true)] out QuantitySpec? spec)
    {
        foreach (var candidate in SpecsOf(domain))
        {
            if (quantity.SequenceEqual(candidate.Name))
            {
                spec = candidate;
                return true;
            }
        }

        spec = null;
        return false;
    }

    internal static QuantitySpec[] SpecsOf(string domain) => ByDomain.TryGetValue(domain, out var specs) ? specs : [];

    // Plausibility of hourly values: Ljubljana's range with room; steps are between two hourly means. GasFactor = M / 24.061 l/mol.
    static QuantitySpec[] Air() =>
    [
        new("air", "pm10", "ug/m3", new(-5, 1000)) { Suspect = ValueRange.UpTo(300), MaxStep = 100 },
        new("air", "pm25", "ug/m3", new(-5, 800)) { Suspect = ValueRange.UpTo(250), MaxStep = 80 },
        new("air", "no2", "ug/m3", new(-4, 1000)) { Suspect = ValueRange.UpTo(300), MaxStep = 100, GasFactor = 1.912 },
        new("air", "no", "ug/m3", new(-2, 1500)) { Suspect = ValueRange.UpTo(600), MaxStep = 250, GasFactor = 1.247 },
        // As NO2: the limits of NO × 46/30 + those of NO2, rounded.
        new("air", "nox", "ug/m3", new(-7, 3300)) { Suspect = ValueRange.UpTo(1220), MaxStep = 480, GasFactor = 1.912 },
        new("air", "o3", "ug/m3", new(-4, 500)) { Suspect = ValueRange.UpTo(260), MaxStep = 60, GasFactor = 1.995 },
        new("air", "so2", "ug/m3", new(-4, 2000)) { Suspect = ValueRange.UpTo(350), MaxStep = 100, GasFactor = 2.663 },
        new("air", "co", "mg/m3", new(-0.2, 50)) { Suspect = ValueRange.UpTo(10), MaxStep = 3, GasFactor = 1.164 },
        new("air", "benzene", "ug/m3", new(-0.5, 200)) { Suspect = ValueRange.UpTo(30), MaxStep = 10, GasFactor = 3.246 },
        // Ours: Ljubljana's extremes are about -28 and +40 °C; a wet capacitive sensor reads a little over 100 %.
        new("air", "temperature", "Cel", new(-50, 60)) { Suspect = new(-30, 45), MaxStep = 15 },
        new("air", "humidity", "%", new(0, 105)) { Suspect = ValueRange.UpTo(100) },
        new("air", "pressure", "hPa", new(800, 1100)) { Suspect = new(900, 1060), MaxStep = 15 },
    ];

    // A lane carries 2,600 veh/h and never above 3,000; a detector may count a cross-section of four. Speed is suspect above what even the ring allows; a road's own limit is a rule's matter.
    static QuantitySpec[] Traffic() =>
    [
        new("traffic", "flow", "veh/h", new(0, 12_000)) { Suspect = ValueRange.UpTo(10_400) },
        new("traffic", "vehicleCount", "1", ValueRange.From(0)),
        new("traffic", "speed", "km/h", new(0, 250)) { Suspect = ValueRange.UpTo(200) },
        new("traffic", "occupancy", "%", new(0, 100)),
        new("traffic", "travelTime", "s", new(0, 86_400)), // ours: nobody is a day on the way
    ];

    // Fail ranges of the water table; what is normal for a zone is a rule's matter. Level: ours, a tank or shaft in metres.
    static QuantitySpec[] Water() =>
    [
        new("water", "pressure", "bar", new(-1, 25)),
        new("water", "flow", "m3/h", new(-50, 5000)),
        new("water", "level", "m", new(-5, 100)),
        new("water", "fill", "%", new(0, 100)),
        new("water", "turbidity", "NTU", new(0, 1000)),
        new("water", "chlorine", "mg/l", new(0, 10)),
        new("water", "ph", "1", new(0, 14)),
        new("water", "conductivity", "uS/cm", new(0, 5000)),
        new("water", "temperature", "Cel", new(-1, 50)),
    ];

    // Voltage and frequency: fail ranges for a low-voltage network (EN 50160 sets the limits inside them). The rest: ours;
    // current and power have a direction, a register only rises from zero, a transformer stands 130 % for a while.
    static QuantitySpec[] Power() =>
    [
        new("power", "voltage", "V", new(0, 500)),
        new("power", "current", "A", new(-10_000, 10_000)),
        new("power", "power", "kW", new(-1_000_000, 1_000_000)),
        new("power", "energy", "kWh", ValueRange.From(0)),
        new("power", "frequency", "Hz", new(45, 55)),
        new("power", "load", "%", new(-300, 300)),
        new("power", "oilTemperature", "Cel", new(-40, 200)) { Suspect = ValueRange.UpTo(140) },
    ];

    // Fail ranges of the district-heating table; the flow of a main: ours.
    static QuantitySpec[] Heat() =>
    [
        new("heat", "supplyTemperature", "Cel", new(0, 180)),
        new("heat", "returnTemperature", "Cel", new(0, 120)),
        new("heat", "pressure", "bar", new(0, 30)),
        new("heat", "flow", "m3/h", new(-50, 20_000)),
        new("heat", "power", "MW", new(0, 600)),
    ];

    // Level: fail range and spike of the gauges' rules. Flow: ours, four times the third high-water mark of the Sava.
    static QuantitySpec[] River() =>
    [
        new("river", "level", "cm", new(-100, 1000)) { MaxStep = 50, StepWithin = TimeSpan.FromMinutes(10) },
        new("river", "flow", "m3/s", new(0, 5000)),
    ];

    // 0-100 % with an ultrasonic noise of 5 %, and room above for the overflow that is reported as more than 100.
    static QuantitySpec[] Waste() => [new("waste", "fill", "%", new(-5, 120))];

    // Ours: a lamp is 20-150 W, a feeder of a whole street far more; power is never fed back.
    static QuantitySpec[] Lighting() => [new("lighting", "power", "W", new(0, 100_000))];
}
