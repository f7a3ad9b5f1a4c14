using CityOps.Core.Readings;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>The rows of one file that can be used, one after the other, in the order of the file. Not thread-safe.</summary>
sealed class Recording : IDisposable
{
    const int MostDevices = 10_000;
    const int MostTimeCharacters = 200;

    readonly CsvMapping mapping;
    readonly Period period;
    readonly RowTally tally;
    readonly CsvSource source;
    readonly TimeReader times;
    readonly CellReader[] cells;
    readonly int[] timeAt;
    readonly int deviceAt = -1;
    readonly int[] valueAt;
    readonly int[] otherAt;
    readonly double[] values;
    readonly Dictionary<string, long> newest = new(StringComparer.Ordinal);
    readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> newestByCell;

    /// <exception cref="UnusableException">The file cannot be read, or lacks a column of the mapping.</exception>
    public Recording(string path, CsvMapping mapping, Period period, RowTally tally)
    {
        (this.mapping, this.period, this.tally) = (mapping, period, tally);
        newestByCell = newest.GetAlternateLookup<ReadOnlySpan<char>>();
        times = new TimeReader(mapping.Time);
        cells = [.. mapping.Columns.Select(column => new CellReader(column, mapping))];
        values = new double[cells.Length];
        source = new CsvSource(path, mapping.Delimiter[0]);
        try
        {
            timeAt = [.. mapping.Time.Columns.Select(source.IndexOf)];
            deviceAt = mapping.Device.Column is { } column ? source.IndexOf(column) : -1;
            valueAt = [.. mapping.Columns.Select(one => source.IndexOf(one.Column))];
            otherAt = [.. mapping.Columns.Select(one => one.Unless is { } unless ? source.IndexOf(unless.Column) : -1)];
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Unix ms of the current row.</summary>
    public long At { get; private set; }

    /// <summary>Device id of the current row; empty where all columns have a device of their own or the mapping has one for all.</summary>
    public string Device { get; private set; } = "";

    /// <summary>In the order of the mapping's columns; NaN where there is none.</summary>
    public ReadOnlySpan<double> Values => values;

    public double Share => source.Share;

    /// <summary>Goes to the next row that can be used, and counts it and those before it; false at the end.</summary>
    public bool Next()
    {
        while (source.Next())
        {
            if (!TryPlace(out var why))
            {
                tally.CountUnusable(source.Name, source.Line, why);
            }
            else if (!period.Has(At))
            {
                tally.CountOutside();
            }
            else
            {
                ReadValues();
                tally.CountUsed(isEmpty: Array.TrueForAll(values, double.IsNaN));
                return true;
            }
        }

        return false;
    }

    public void Dispose() => source.Dispose();

    bool TryPlace(out string why)
    {
        var cell = deviceAt < 0 ? [] : source.Cell(deviceAt).Trim();
        if (!TryDevice(cell, out var last, out why))
        {
            return false;
        }

        Span<char> joined = stackalloc char[MostTimeCharacters];
        if (!times.TryRead(TimeText(joined), last, out var at, out var reason))
        {
            why = reason!;
            return false;
        }

        At = at;
        newest[Device] = Math.Max(last, at);
        return true;
    }

    /// <param name="last">The device's newest row.</param>
    bool TryDevice(ReadOnlySpan<char> cell, out long last, out string why)
    {
        last = long.MinValue;
        why = "";
        if (deviceAt < 0)
        {
            last = newest.GetValueOrDefault("", long.MinValue);
            return true;
        }

        if (newestByCell.TryGetValue(cell, out var known, out last))
        {
            Device = known;
            return true;
        }

        if (cell.Length == 0 || !Identifiers.IsId($"{mapping.Device.Prefix}{cell}"))
        {
            why = cell.Length == 0 ? "no device" : $"'{(cell.Length <= 40 ? cell : cell[..40])}' makes no device id (letters, digits, '.', '_' and '-', at most 64)";
            return false;
        }

        if (newest.Count == MostDevices)
        {
            throw new UnusableException($"{source.Path}: column '{mapping.Device.Column}' has more than {MostDevices} different devices. Is it the right column?");
        }

        (Device, last) = (cell.ToString(), long.MinValue);
        return true;
    }

    ReadOnlySpan<char> TimeText(Span<char> joined)
    {
        if (timeAt.Length == 1)
        {
            return source.Cell(timeAt[0]);
        }

        var length = 0;
        foreach (var index in timeAt)
        {
            var part = source.Cell(index).Trim();
            if (length + part.Length + 1 > joined.Length)
            {
                break;
            }

            part.CopyTo(joined[length..]);
            length += part.Length;
            joined[length++] = ' ';
        }

        return joined[..length];
    }

    void ReadValues()
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = source.Cell(valueAt[i]);
            var outcome = cells[i].Read(cell, source.Cell(otherAt[i]), out values[i]);
            tally.Columns[i].Count(outcome, values[i]);
            if (outcome == CellOutcome.NoNumber)
            {
                tally.Tell(source.Name, source.Line, $"{mapping.Columns[i].Column} '{(cell.Length <= 40 ? cell : cell[..40])}' is no number");
            }
        }
    }
}

/// <summary>[From, To) in Unix ms.</summary>
readonly record struct Period(long From, long To)
{
    public static Period Always { get; } = new(long.MinValue, long.MaxValue);

    public bool Has(long at) => at >= From && at < To;
}
