using CityOps.Simulators.City.People;

namespace CityOps.Simulators.City.Models;

/// <summary>
/// An air station. What engines and stoves give off is thinned by wind and trapped by inversions; rain washes dust out; ozone belongs to
/// sunny afternoons and is eaten by NO near streets. Only incidents pass a limit of the law.
/// </summary>
/// <param name="Roadside">0 background to 1 kerb of an arterial.</param>
sealed record AirModel(ulong Key, double Roadside) : IDeviceModel
{
    const long Minute = 60_000;
    const double LeastDust = 6;

    // Some quarters burn more wood than others.
    readonly double chimneys = Noise.Between(Key, 5, 0.6, 1.35);

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("pm10", "ug/m3", 1), new("pm25", "ug/m3", 1), new("no2", "ug/m3", 1), new("o3", "ug/m3", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var (traffic, stoves, trapped) = (CityTraffic.ShareAt(at), Stoves(at), Trapped(at));
        var dust = (11 + trapped * (5 * Roadside * traffic + 13 * chimneys * stoves) + at.Inversion * 14)
            * (1 + 0.13 * Noise.Smooth(Key, at.Ms, 200 * Minute) + 0.04 * Noise.Smooth(Key, at.Ms, 7 * Minute));
        var pm10 = Math.Max(LeastDust, Curve.Below(68, 32, dust * (1 - 0.45 * at.Weather.Washed)));
        var no2 = 6 + trapped * (Roadside * (4 + 20 * traffic) + 7 * traffic + 5 * stoves) + 8 * at.Inversion + 2.5 * Noise.Smooth(~Key, at.Ms, 25 * Minute);
        no2 = Math.Max(4, Curve.Below(98, 70, no2));
        values[0] = pm10;
        values[1] = pm10 * (0.54 + 0.12 * at.Winter + 0.12 * at.Inversion + 0.04 * Noise.Smooth(Key, at.Ms, 90 * Minute));
        values[2] = no2;
        values[3] = Ozone(at, no2);
    }

    /// <summary>Wood and oil burn when it is cold, when people are at home and awake.</summary>
    static double Stoves(in Moment at) =>
        Math.Clamp((15 - at.Weather.Warmth) / 15, 0, 1.3) * (0.35 + 0.6 * at.Bell(8, 1.6) + at.Bell(20.5, 2.8));

    /// <summary>1 in light wind by day; less in wind, more by night and in an inversion, which opens a little at noon.</summary>
    static double Trapped(in Moment at)
    {
        var noon = at.Bell(14, 2.6);
        return 1.7 / (0.9 + 0.5 * at.Weather.Wind) * (1.1 - 0.25 * noon) * (1 + at.Inversion * (0.4 - 0.4 * noon));
    }

    double Ozone(in Moment at, double no2)
    {
        var summer = (at.Season + 1) / 2;
        var noise = Noise.Smooth(Key + 1, at.Ms, 45 * Minute);
        var sun = summer * (1 - 0.55 * at.Weather.Clouds) * Math.Clamp(0.7 + (at.Weather.Warmth - 15) / 28, 0.4, 1.15);
        var ozone = 12 + 28 * summer + 108 * sun * at.Bell(15.5, 3.8) - 0.35 * no2 + 5 * noise;
        return Math.Max(1.6 + 0.7 * noise, ozone);
    }
}
