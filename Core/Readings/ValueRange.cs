namespace CityOps.Core.Readings;

/// <summary>A closed range of values, both ends belonging to it. An end may be infinite.</summary>
public readonly record struct ValueRange(double Min, double Max)
{
    public static ValueRange UpTo(double max) => new(double.NegativeInfinity, max);

    public static ValueRange From(double min) => new(min, double.PositiveInfinity);

    public bool Contains(double value) => value >= Min && value <= Max;
}
