using CityOps.Simulators.City.People;

namespace CityOps.Simulators.City.Models;

/// <summary>
/// The queue that stands before a bottleneck on working days: it grows upstream while more arrive than leave, and shrinks from its tail
/// when the peak is over, so a lane further away is reached later and free again earlier. Pure.
/// </summary>
/// <param name="Key">The same for all lanes before one bottleneck.</param>
/// <param name="Km">How far upstream of it this lane is.</param>
/// <param name="LongestKm">On a bad day.</param>
/// <param name="Hour">Civil hour at which it is longest.</param>
sealed record RecurringQueue(ulong Key, double Km, double LongestKm, double Hour)
{
    const double TailKm = 0.9;
    const double GrowingHours = 1.2;
    const double StandingHours = 0.5;
    const double ShrinkingHours = 0.9;

    /// <summary>0 free to 1 in the queue.</summary>
    public double At(in Moment at) => at.Kind == DayKind.Working ? Curve.Step((LengthAt(at) - Km) / TailKm) : 0;

    /// <summary>km, 0 when there is none.</summary>
    public double LengthAt(in Moment at)
    {
        var since = at.Hour - Hour - Noise.Between(~Key, at.Day, -0.2, 0.2);
        if (since <= -GrowingHours || since >= StandingHours + ShrinkingHours)
        {
            return 0;
        }

        var grown = Curve.Step((since + GrowingHours) / GrowingHours) * Curve.Step((StandingHours + ShrinkingHours - since) / ShrinkingHours);
        var day = Noise.Between(Key, at.Day, 0.55, 1) * (at.IsSchoolDay ? 1 : 0.6) * CityTraffic.August(at);
        return LongestKm * day * grown * (0.85 + 0.15 * Math.Min(1, at.Weather.Rain));
    }
}
