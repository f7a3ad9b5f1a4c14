using CityOps.Simulators.City.People;

namespace CityOps.Simulators.City.Models;

/// <summary>
/// A waste bin with an ultrasonic level: people fill it through the day, a lorry empties it on the mornings of its round, on working days
/// only. Where people go out it fills faster on days off.
/// </summary>
/// <param name="DailyFill">% of the bin on a working day.</param>
/// <param name="FreeDayShare">What a day off brings, of a working day.</param>
/// <param name="Every">Emptied every so many working days, 1 to 3.</param>
sealed record BinModel(ulong Key, double DailyFill, double FreeDayShare, int Every) : IDeviceModel
{
    const long Minute = 60_000;
    const int LongestBreak = 9;
    const double EmptyingHours = 0.05;

    // Civil hour of the lorry.
    readonly double emptiedAt = Noise.Between(Key, 0, 5.5, 9.5);

    public IReadOnlyList<SimulatedQuantity> Quantities { get; } = [new("fill", "%", 0)];

    public void Sample(in Moment at, Span<double> values)
    {
        // While the lorry stands there, it goes from what the last round left to what this one leaves.
        var done = IsRound(at.Day) ? Curve.Step((at.Hour - emptiedAt) / EmptyingHours) : 0;
        var fill = done >= 1 ? Since(at, at.Day) : Since(at, LastRoundBefore(at.Day)) * (1 - done) + 2 * done;
        values[0] = Math.Clamp(Curve.Below(99, 80, fill + 1.2 * Noise.Smooth(Key, at.Ms, 50 * Minute)), 0, 100);
    }

    /// <summary>% that came since the round of a day.</summary>
    double Since(in Moment at, int round)
    {
        var brought = DayShare(at.Day) * Brought(at.Hour) - DayShare(round) * Brought(emptiedAt);
        for (var day = round; day < at.Day; day++)
        {
            brought += DayShare(day);
        }

        return 2 + DailyFill * brought;
    }

    int LastRoundBefore(int day)
    {
        var round = day - 1;
        while (!IsRound(round) && day - round < LongestBreak)
        {
            round--;
        }

        return round;
    }

    bool IsRound(int day) => CityCalendar.KindOf(day) == DayKind.Working && (day + (long)(Key % 7)) % Every == 0;

    double DayShare(int day) => (CityCalendar.KindOf(day) == DayKind.Working ? 1 : FreeDayShare) * Noise.Between(~Key, day, 0.8, 1.2);

    /// <summary>Share of a day's waste by a civil hour: most comes between 8 and 22.</summary>
    static double Brought(double hour) => 0.08 * hour / 24 + 0.92 * Curve.Step((hour - 6) / 17);
}
