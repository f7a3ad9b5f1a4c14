using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Brings along the quantities that follow from those that were pushed. <paramref name="before"/> has the ordinary values.</summary>
delegate void Consequence(SimulatedDevice device, double strength, ReadOnlySpan<double> before, Span<double> values);

/// <summary>What an incident does to one device, and when. Immutable.</summary>
/// <param name="Pushes">Of quantities that the device may lack; those are left out.</param>
sealed record Impact(SimulatedDevice Device, Course Course, IReadOnlyList<Push> Pushes, Consequence? Then = null)
{
    /// <summary>It has no power and no battery: from onset to end nothing comes from it, and its gateway says that it is offline.</summary>
    public bool Silences { get; init; }

    public bool SilencesAt(long ms) => Silences && ms >= Course.OnsetMs && ms < Course.GoneMs;

    public void Apply(long ms, Span<double> values)
    {
        var strength = Course.StrengthAt(ms);
        if (strength <= 0)
        {
            return;
        }

        Span<double> before = stackalloc double[values.Length];
        values.CopyTo(before);
        foreach (var push in Pushes)
        {
            if (Device.IndexOf(push.Quantity) is >= 0 and var at)
            {
                values[at] = push.Move(values[at], strength);
            }
        }

        Then?.Invoke(Device, strength, before, values);
    }

    public Impact? Stopped(long ms) => Course.Stopped(ms) is { } course ? this with { Course = course } : null;
}
