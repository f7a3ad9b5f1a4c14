namespace CityOps.Simulators.City.Models;

/// <summary>
/// An air station. Dust has a morning and an evening maximum that winter inversions multiply; NO2 follows traffic; ozone
/// belongs to summer afternoons and is eaten by NO near streets.
/// </summary>
/// <param name="Roadside">0 background to 1 kerb of an arterial.</param>
sealed record AirModel(ulong Key, double Roadside) : IDeviceModel
{
    const long Minute = 60_000;
    const double PeakTrafficShare = 8.4;
    const double DustCeiling = 75;

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } =
        [new("pm10", "ug/m3", 1), new("pm25", "ug/m3", 1), new("no2", "ug/m3", 1), new("o3", "ug/m3", 1)];

    public void Sample(in Moment at, Span<double> values)
    {
        var traffic = DailyProfile.Traffic.At(at) / PeakTrafficShare;
        var pm10 = Dust(at, traffic);
        var fine = 0.56 + 0.24 * at.Inversion + 0.04 * Noise.Smooth(Key, at.Ms, 90 * Minute);
        var no2 = Math.Max(4, 7 + Roadside * (8 + 30 * traffic) * (0.7 + 0.5 * at.Inversion) + 8 * traffic + 12 * at.Inversion
            + 3 * Noise.Smooth(~Key, at.Ms, 25 * Minute));
        values[0] = pm10;
        values[1] = pm10 * fine;
        values[2] = no2;
        values[3] = Ozone(at, no2);
    }

    double Dust(in Moment at, double traffic)
    {
        var stoves = at.Bell(8, 1.6) + 1.1 * at.Bell(20.5, 2.6);
        var dust = 10 + 5 * Roadside * traffic + at.Inversion * (12 + 24 * stoves + 9 * Roadside * traffic)
            + 3 * Noise.Smooth(Key, at.Ms, 200 * Minute) + 1.2 * Noise.Smooth(Key, at.Ms, 7 * Minute);
        return Math.Clamp(dust, 6, DustCeiling);
    }

    double Ozone(in Moment at, double no2)
    {
        var summer = (at.Season + 1) / 2;
        var noise = Noise.Smooth(Key + 1, at.Ms, 45 * Minute);
        var ozone = 10 + 28 * summer + 72 * summer * at.Bell(15.5, 4) - 0.35 * no2 + 5 * noise;
        return Math.Max(1.6 + 0.7 * noise, ozone);
    }
}
