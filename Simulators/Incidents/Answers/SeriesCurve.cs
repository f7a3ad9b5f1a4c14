using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>What one quantity of a device that is hit is at each moment of an incident, worked out from the ordinary value and the push.</summary>
sealed class SeriesCurve
{
    // Of the limit: more than what an instrument rounds away, less than what anybody would notice.
    const double Doubt = 0.004;

    readonly double[] values;
    readonly bool[] silent;

    SeriesCurve(double[] values, bool[] silent) => (this.values, this.silent) = (values, silent);

    public static SeriesCurve Of(SimulatedCity city, Impact impact, Push push, long[] times)
    {
        Span<double> ordinary = stackalloc double[SimulatedCity.MaxQuantities];
        var (values, silent) = (new double[times.Length], new bool[times.Length]);
        for (var i = 0; i < times.Length; i++)
        {
            var now = city.Sample(impact.Device, times[i], [], ordinary)[impact.Device.IndexOf(push.Quantity)];
            (values[i], silent[i]) = (push.Move(now, impact.Course.StrengthAt(times[i])), impact.SilencesAt(times[i]));
        }

        return new SeriesCurve(values, silent);
    }

    /// <summary>When it meets a limit.</summary>
    public Bands Meets(Limit limit) => Judge(limit.Raise, beyond: limit.Kind == ConditionKind.Above);

    /// <summary>When it is back beyond the limit's other side.</summary>
    public Bands Over(Limit limit) => Judge(limit.Clear, beyond: limit.Kind != ConditionKind.Above);

    /// <summary>As a member of a group: from when it meets the limit until it is back, hysteresis included.</summary>
    public Bands Holds(Limit limit)
    {
        var (meets, over, holds) = (Meets(limit), Over(limit), new Bands(values.Length));
        var (surely, maybe) = (false, false);
        for (var i = 0; i < values.Length; i++)
        {
            surely = (surely || meets.Surely[i]) && !over.Maybe[i];
            maybe = (maybe || meets.Maybe[i]) && !over.Surely[i];
            (holds.Surely[i], holds.Maybe[i]) = (surely, maybe);
        }

        return holds;
    }

    Bands Judge(double limit, bool beyond)
    {
        var (bands, doubt) = (new Bands(values.Length), Math.Max(0.05, Math.Abs(limit) * Doubt));
        for (var i = 0; i < values.Length; i++)
        {
            var above = beyond ? values[i] - limit : limit - values[i];
            bands.Surely[i] = above > doubt && !silent[i];
            bands.Maybe[i] = above >= -doubt && !silent[i];
        }

        return bands;
    }
}
