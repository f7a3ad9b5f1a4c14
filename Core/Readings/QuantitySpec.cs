using System.Text;

namespace CityOps.Core.Readings;

/// <summary>
/// What CityOps knows of one quantity of one domain: its unit and what it can plausibly be. Immutable; safe to share.
/// All values are in <see cref="Unit"/>.
/// </summary>
public sealed class QuantitySpec
{
    readonly byte[] _nameUtf8;
    readonly byte[] _unitUtf8;
    readonly Unit _unit;

    internal QuantitySpec(string domain, string name, string unit, ValueRange fail)
    {
        Domain = domain;
        Name = name;
        Unit = unit;
        Fail = fail;
        _unit = UnitTable.Find(unit) ?? throw new ArgumentException($"BUG: {unit} is not in the unit table", nameof(unit));
        _nameUtf8 = Encoding.UTF8.GetBytes(name);
        _unitUtf8 = Encoding.UTF8.GetBytes(unit);
    }

    public string Domain { get; }

    public string Name { get; }

    /// <summary>The canonical unit: every value of the quantity is kept in it.</summary>
    public string Unit { get; }

    /// <summary>Outside it a value is impossible: it fails.</summary>
    public ValueRange Fail { get; }

    /// <summary>Outside it a value is implausible: suspect. Null = no such test.</summary>
    public ValueRange? Suspect { get; internal init; }

    /// <summary>A step greater than this between two readings at most <see cref="StepWithin"/> apart is suspect. Null = no such test.</summary>
    public double? MaxStep { get; internal init; }

    /// <summary>How near the predecessor must be for <see cref="MaxStep"/> to be judged; 1 h unless the quantity says otherwise.</summary>
    public TimeSpan StepWithin { get; internal init; } = TimeSpan.FromHours(1);

    /// <summary>µg/m³ per ppb (which is also mg/m³ per ppm) at 293.15 K and 101.3 kPa; null where the quantity is no gas.</summary>
    public double? GasFactor { get; internal init; }

    internal ReadOnlySpan<byte> NameUtf8 => _nameUtf8;

    internal ReadOnlySpan<byte> UnitUtf8 => _unitUtf8;

    /// <summary>
    /// Converts a value in <paramref name="unit"/> (any accepted spelling) to <see cref="Unit"/>. False when the unit is not known
    /// or measures something else. The result may be infinite where the value is near the end of the range of a double.
    /// </summary>
    public bool TryToCanonical(double value, ReadOnlySpan<char> unit, out double canonical)
    {
        canonical = value;
        if (unit.SequenceEqual(Unit))
        {
            return true;
        }

        if (UnitTable.Find(unit) is not { } from)
        {
            return false;
        }

        if (from.Dimension == Dimension.MixingRatio && GasFactor is { } factor && _unit.Dimension == Dimension.AirConcentration)
        {
            canonical = Readings.Unit.Scale(value * factor, from, _unit);
            return true;
        }

        return from.TryConvert(value, _unit, out canonical);
    }
}
