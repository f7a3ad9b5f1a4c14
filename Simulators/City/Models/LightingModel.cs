using CityOps.Simulators.City.Sky;

namespace CityOps.Simulators.City.Models;

/// <summary>
/// A section of street lights behind one switch. It goes on at dusk and off at dawn by the sun's height, which is computed and not read from
/// a table, a few minutes apart from the next section; late at night it is dimmed. That keeps a municipality within the energy
/// for public lighting per inhabitant that the Slovenian decree on light pollution allows (Uradni list RS 81/2007).
/// </summary>
/// <param name="Lamps">How many.</param>
/// <param name="Watts">Of one lamp, driver included.</param>
sealed record LightingModel(ulong Key, int Lamps, double Watts) : IDeviceModel
{
    const long Minute = 60_000;
    const double Standby = 0.006;
    const double Dimmed = 0.55;
    // The sun sinks by 0.12 to 0.19 degrees a minute here.
    const double DegreesToSwitch = 0.25;

    // Between the end of sunset and civil dusk: -2 to -5.5 degrees.
    readonly double switchesAt = Noise.Between(Key, 0, -5.5, -2);

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("power", "W", 0)];

    public void Sample(in Moment at, Span<double> values)
    {
        var dark = Curve.Step((switchesAt - Sun.Elevation(at.Ms)) / DegreesToSwitch);
        var mains = 1 + 0.012 * Noise.Smooth(Key, at.Ms, 9 * Minute);
        values[0] = Lamps * Watts * (Standby + dark * Level(at.Hour) * mains);
    }

    /// <summary>Full in the evening and towards the morning, dimmed over half an hour at 23 and back at 5.</summary>
    static double Level(double hour)
    {
        var late = hour >= 12 ? Curve.Step((hour - 22.75) * 2) : 1 - Curve.Step((hour - 4.75) * 2);
        return 1 - (1 - Dimmed) * late;
    }
}
