using System.Globalization;
using System.Text.Json;
using CityOps.Simulators.Replay.Mappings;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>What became of a cell.</summary>
enum CellOutcome
{
    Taken,
    /// <summary>Empty, or one of the values that stand for none.</summary>
    Missing,
    /// <summary>Another column says that it is no measurement.</summary>
    LeftOut,
    /// <summary>Not a finite number.</summary>
    NoNumber,
}

/// <summary>Values that stand for none: numbers however they are written, and texts.</summary>
sealed class MissingValues
{
    readonly List<double> numbers = [];
    readonly List<string> texts = [];

    public MissingValues(params ReadOnlySpan<IReadOnlyList<JsonElement>?> lists)
    {
        foreach (var list in lists)
        {
            foreach (var value in list ?? [])
            {
                if (value.ValueKind == JsonValueKind.Number)
                {
                    numbers.Add(value.GetDouble());
                }
                else
                {
                    texts.Add(value.ToString());
                }
            }
        }
    }

    public bool Has(ReadOnlySpan<char> text)
    {
        foreach (var one in texts)
        {
            if (text.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }

    public bool Has(double number) => numbers.Contains(number);
}

/// <summary>Turns a cell of one column into a value in the column's unit. Immutable; safe to share.</summary>
sealed class CellReader(ValueColumn column, CsvMapping mapping)
{
    const int Decimals = 9;
    const double MostToRound = 1e6;

    readonly MissingValues missing = new(mapping.Missing, column.Missing);
    readonly MissingValues unless = new(column.Unless?.Is);
    readonly NumberFormatInfo format = new() { NumberDecimalSeparator = mapping.Decimal, NumberGroupSeparator = "" };

    /// <param name="other">The cell of the column's <see cref="ValueColumn.Unless"/>; empty where there is none.</param>
    public CellOutcome Read(ReadOnlySpan<char> cell, ReadOnlySpan<char> other, out double value)
    {
        value = double.NaN;
        cell = cell.Trim();
        if (cell.Length == 0 || missing.Has(cell))
        {
            return CellOutcome.Missing;
        }

        if (!TryNumber(cell, out var number))
        {
            return CellOutcome.NoNumber;
        }

        if (missing.Has(number))
        {
            return CellOutcome.Missing;
        }

        if (column.Unless is not null && (unless.Has(other.Trim()) || (TryNumber(other.Trim(), out var of) && unless.Has(of))))
        {
            return CellOutcome.LeftOut;
        }

        value = column.Scale == 1 && column.Offset == 0 ? number : Plain(number * column.Scale + column.Offset);
        return double.IsFinite(value) ? CellOutcome.Taken : CellOutcome.NoNumber;
    }

    /// <summary>280.15 K is 7 °C, and not 7.000000000000057.</summary>
    static double Plain(double value) => Math.Abs(value) < MostToRound ? Math.Round(value, Decimals) : value;

    bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, format, out number) && double.IsFinite(number);
}
