namespace CityOps.Core.Readings;

/// <summary>
/// One unit: <c>base value = (value + Shift) × Numerator / Denominator</c>. Factors are kept as two whole numbers so that a
/// conversion rounds once (1500 W is 1.5 kW, not 1.5000000000000002).
/// </summary>
sealed record Unit(string Code, Dimension Dimension, double Numerator = 1, double Denominator = 1, double Shift = 0)
{
    public bool TryConvert(double value, Unit to, out double converted)
    {
        converted = value;
        if (to.Dimension != Dimension)
        {
            return false;
        }

        if (!ReferenceEquals(this, to))
        {
            converted = Scale(value + Shift, this, to) - to.Shift;
        }

        return true;
    }

    /// <summary>Only the factor, without the shift, whatever the dimensions.</summary>
    public static double Scale(double value, Unit from, Unit to)
    {
        var multiply = from.Numerator * to.Denominator;
        var divide = from.Denominator * to.Numerator;
        if (multiply % divide == 0)
        {
            return value * (multiply / divide);
        }

        return divide % multiply == 0 ? value / (divide / multiply) : value * multiply / divide;
    }
}
