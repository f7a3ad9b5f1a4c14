using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Something that goes wrong for a while at a few devices and is then over. Times are Unix ms.</summary>
sealed record Incident(IncidentKind Kind, IReadOnlyList<SimulatedDevice> Devices, long StartMs, long EndMs)
{
    /// <summary>While it runs, and for a while after, its devices report this often: they notice that something is happening.</summary>
    public const long ReportEveryMs = 5_000;
    const long ReportAfterEndMs = 45_000;

    public bool Touches(SimulatedDevice device) => Devices.Contains(device);

    /// <summary>0 outside, 1 at its height, an S of the kind's ramp at both ends.</summary>
    public double StrengthAt(long ms)
    {
        var rampMs = Kind.Ramp.TotalMilliseconds;
        return Noise.SmoothStep(Math.Min(ms - StartMs, EndMs - ms) / rampMs);
    }

    public void Apply(SimulatedDevice device, long ms, Span<double> values)
    {
        if (ms > StartMs && ms < EndMs && Touches(device))
        {
            Kind.Effect(device, StrengthAt(ms), values);
        }
    }

    /// <summary>The next extra report it asks of its devices after a moment, or null.</summary>
    public long? NextReport(long afterMs)
    {
        var next = afterMs < StartMs ? StartMs : StartMs + ((afterMs - StartMs) / ReportEveryMs + 1) * ReportEveryMs;
        return next <= EndMs + ReportAfterEndMs ? next : null;
    }
}
