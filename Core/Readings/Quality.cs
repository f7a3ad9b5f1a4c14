namespace CityOps.Core.Readings;

/// <summary>How far a value can be trusted, after QARTOD. The numbers are stored and cross boundaries: do not change them.</summary>
public enum Quality : byte
{
    Good = 1,
    /// <summary>No test exists for this quantity.</summary>
    NotEvaluated = 2,
    Suspect = 3,
    /// <summary>Physically impossible. Kept, but out of every aggregate and never evaluated by a rule.</summary>
    Fail = 4,
    Missing = 9,
}

/// <summary>Why a value is not simply good; several can hold at once. Stored: do not renumber.</summary>
[Flags]
public enum QualityReasons : byte
{
    None = 0,
    /// <summary>Outside what the instrument can measure: fail.</summary>
    OutOfRange = 1,
    /// <summary>Outside what is plausible for this quantity: suspect.</summary>
    Implausible = 2,
    /// <summary>Too far from its predecessor: suspect.</summary>
    Jump = 4,
    /// <summary>60 s or more ahead of our clock: suspect.</summary>
    ClockAhead = 8,
}

/// <summary>The words used for quality on the wire.</summary>
public static class QualityNames
{
    public static string ToWire(this Quality quality) => quality switch
    {
        Quality.Good => "good",
        Quality.Suspect => "suspect",
        Quality.Fail => "fail",
        Quality.Missing => "missing",
        _ => "notEvaluated",
    };

    /// <summary>The reasons in a fixed order; empty when there are none.</summary>
    public static IReadOnlyList<string> ToWire(this QualityReasons reasons)
    {
        if (reasons == QualityReasons.None)
        {
            return [];
        }

        var names = new List<string>(4);
        Add(QualityReasons.OutOfRange, "out_of_range");
        Add(QualityReasons.Implausible, "implausible");
        Add(QualityReasons.Jump, "jump");
        Add(QualityReasons.ClockAhead, "clock_ahead");
        return names;

        void Add(QualityReasons flag, string name)
        {
            if (reasons.HasFlag(flag))
            {
                names.Add(name);
            }
        }
    }
}
