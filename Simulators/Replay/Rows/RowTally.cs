using CityOps.Simulators.Replay.Mappings;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>What was found in one column. Minimum, maximum and mean are of the taken values, in the column's unit.</summary>
sealed class ColumnTally(ValueColumn column)
{
    double sum;

    public ValueColumn Column => column;
    public long Taken { get; private set; }
    public long Missing { get; private set; }
    public long LeftOut { get; private set; }
    public long NoNumber { get; private set; }
    public double Min { get; private set; } = double.PositiveInfinity;
    public double Max { get; private set; } = double.NegativeInfinity;
    /// <summary>NaN where nothing was taken.</summary>
    public double Mean => sum / Taken;

    public void Count(CellOutcome outcome, double value)
    {
        switch (outcome)
        {
            case CellOutcome.Taken:
                Taken++;
                sum += value;
                (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
                break;
            case CellOutcome.Missing: Missing++; break;
            case CellOutcome.LeftOut: LeftOut++; break;
            default: NoNumber++; break;
        }
    }
}

/// <summary>What became of the rows of a recording and their cells, with the first examples of what could not be used.</summary>
sealed class RowTally(CsvMapping mapping)
{
    const int MostExamples = 5;
    readonly List<string> examples = [];
    readonly Lock oneAtATime = new();
    long used;
    long unusable;
    long outside;
    long empty;

    /// <summary>In the order of the mapping; to be read when reading has ended.</summary>
    public IReadOnlyList<ColumnTally> Columns { get; } = [.. mapping.Columns.Select(column => new ColumnTally(column))];

    public long Rows => Used + Unusable + Outside;
    public long Used => Interlocked.Read(ref used);
    public long Unusable => Interlocked.Read(ref unusable);
    /// <summary>Before <c>--from</c>, or not before <c>--to</c>.</summary>
    public long Outside => Interlocked.Read(ref outside);

    /// <summary>Used, but without a single number: nothing is sent of them.</summary>
    public long Empty => Interlocked.Read(ref empty);

    /// <summary>The first few things that could not be used, each with file and line.</summary>
    public IReadOnlyList<string> Examples
    {
        get
        {
            lock (oneAtATime)
            {
                return [.. examples];
            }
        }
    }

    public void CountUsed(bool isEmpty)
    {
        Interlocked.Increment(ref used);
        Interlocked.Add(ref empty, isEmpty ? 1 : 0);
    }

    public void CountOutside() => Interlocked.Increment(ref outside);

    public void CountUnusable(string file, int line, string why)
    {
        Interlocked.Increment(ref unusable);
        Tell(file, line, why);
    }

    public void Tell(string file, int line, string what)
    {
        lock (oneAtATime)
        {
            if (examples.Count < MostExamples)
            {
                examples.Add($"{file}:{line}: {what}");
            }
        }
    }
}
