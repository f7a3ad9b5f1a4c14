namespace CityOps.Core.Alerts;

/// <summary>
/// A limit with hysteresis. <c>Above</c> is met when value &gt; High and clears when value ≤ ClearHigh; <c>Below</c> mirrors it with Low and
/// ClearLow. <c>Outside</c> is met beyond Low or High and clears between ClearLow and ClearHigh; <c>Inside</c> is met from Low to High and clears
/// beyond ClearLow or ClearHigh. Members that a kind does not use are infinite. Immutable.
/// </summary>
public sealed record Limit(ConditionKind Kind, double Low, double High, double ClearLow, double ClearHigh)
{
    public static Limit Above(double raise, double clear) => new(ConditionKind.Above, double.NegativeInfinity, raise, double.NegativeInfinity, clear);

    public static Limit Below(double raise, double clear) => new(ConditionKind.Below, raise, double.PositiveInfinity, clear, double.PositiveInfinity);

    public static Limit Outside(double low, double high, double deadband) => new(ConditionKind.Outside, low, high, low + deadband, high - deadband) { Deadband = deadband };

    public static Limit Inside(double low, double high, double deadband) => new(ConditionKind.Inside, low, high, low - deadband, high + deadband) { Deadband = deadband };

    /// <summary>What raises: the limit of above and below; for the others the upper one.</summary>
    public double Raise => Kind == ConditionKind.Below ? Low : High;

    public double Clear => Kind == ConditionKind.Below ? ClearLow : ClearHigh;

    /// <summary>How far the limits for clearing lie from those that raise.</summary>
    public double Deadband { get; private init; }

    public bool Meets(double value) => Kind switch
    {
        ConditionKind.Above => value > High,
        ConditionKind.Below => value < Low,
        ConditionKind.Outside => value < Low || value > High,
        _ => value >= Low && value <= High,
    };

    public bool BeyondClear(double value) => Kind switch
    {
        ConditionKind.Above => value <= ClearHigh,
        ConditionKind.Below => value >= ClearLow,
        ConditionKind.Outside => value >= ClearLow && value <= ClearHigh,
        _ => value < ClearLow || value > ClearHigh,
    };

    /// <summary>The more extreme of two values: further beyond the limit, or for inside further within.</summary>
    public double Worse(double a, double b) => Kind switch
    {
        ConditionKind.Above => Math.Max(a, b),
        ConditionKind.Below => Math.Min(a, b),
        _ => Beyond(a) >= Beyond(b) ? a : b,
    };

    /// <summary>The limit that a value has crossed.</summary>
    public double Crossed(double value) => Kind switch
    {
        ConditionKind.Above => High,
        ConditionKind.Below => Low,
        _ => Math.Abs(value - Low) < Math.Abs(value - High) ? Low : High,
    };

    double Beyond(double value) => Kind == ConditionKind.Outside ? Math.Max(Low - value, value - High) : Math.Min(value - Low, High - value);
}
