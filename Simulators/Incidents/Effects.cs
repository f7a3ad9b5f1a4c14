using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.Incidents;

/// <summary>What incidents do to values. Related quantities move together, as they would at a real device.</summary>
static class Effects
{
    /// <summary>A neighbouring feeder was switched over: load to 118 %. Oil warms over hours and is left alone.</summary>
    public static void Overload(SimulatedDevice device, double strength, Span<double> values)
    {
        ref var load = ref values[device.IndexOf("load")];
        var before = load;
        load = Towards(before, 118, strength);
        values[device.IndexOf("power")] *= load / before;
        values[device.IndexOf("voltage")] -= 0.09 * (load - before);
    }

    /// <summary>A tap changer stuck too low: 199 V, the load unchanged.</summary>
    public static void Sag(SimulatedDevice device, double strength, Span<double> values) =>
        Push(device, "voltage", 199, strength, values);

    /// <summary>Nothing moves: 5 km/h bumper to bumper, and the few that pass.</summary>
    public static void Standstill(SimulatedDevice device, double strength, Span<double> values)
    {
        var speed = Push(device, "speed", 5, strength, values);
        var occupancy = Push(device, "occupancy", 55, strength, values);
        values[device.IndexOf("flow")] = LaneModel.FlowOf(occupancy, speed);
    }

    /// <summary>A dusty site or a fire nearby. From any normal value the peak is less than 100 ug/m3 away.</summary>
    public static void Dust(SimulatedDevice device, double strength, Span<double> values)
    {
        ref var coarse = ref values[device.IndexOf("pm10")];
        var before = coarse;
        coarse = Towards(before, 105, strength);
        values[device.IndexOf("pm25")] *= 1 + 0.6 * (coarse / before - 1);
    }

    /// <summary>Pressure falls to 1.8 bar while inflow rises by half: the signature of a burst.</summary>
    public static void Burst(SimulatedDevice device, double strength, Span<double> values)
    {
        Push(device, "pressure", 1.8, strength, values);
        values[device.IndexOf("flow")] *= 1 + 0.5 * strength;
    }

    /// <summary>The boiler behind it stopped: supply sinks to 52 Cel, little heat is left to take.</summary>
    public static void Cooling(SimulatedDevice device, double strength, Span<double> values)
    {
        var supply = Push(device, "supplyTemperature", 52, strength, values);
        var back = Push(device, "returnTemperature", 38, strength, values);
        ref var power = ref values[device.IndexOf("power")];
        power *= 1 - 0.6 * strength;
        values[device.IndexOf("flow")] = HeatModel.FlowOf(power, supply - back);
    }

    /// <summary>A well started after a long rest stirs up sand: 1.6 NTU.</summary>
    public static void Turbidity(SimulatedDevice device, double strength, Span<double> values) =>
        Push(device, "turbidity", 1.6, strength, values);

    static double Push(SimulatedDevice device, string quantity, double target, double strength, Span<double> values)
    {
        ref var value = ref values[device.IndexOf(quantity)];
        return value = Towards(value, target, strength);
    }

    static double Towards(double from, double to, double share) => from + (to - from) * share;
}
