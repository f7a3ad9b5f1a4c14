namespace CityOps.Simulators.Import.Rows;

/// <summary>What became of the rows of all files, with the first examples of what cannot be read. Thread-safe.</summary>
sealed class ImportTally
{
    const int MostExamples = 5;

    readonly long[] leftOut = new long[Enum.GetValues<LeftOut>().Length];
    readonly List<string> examples = [];
    readonly Lock oneAtATime = new();
    long used;

    public long Used => Interlocked.Read(ref used);

    public long AllLeftOut => Enum.GetValues<LeftOut>().Sum(Of);

    public long Rows => Used + AllLeftOut;

    /// <summary>Each with file and line.</summary>
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

    public long Of(LeftOut why) => Interlocked.Read(ref leftOut[(int)why]);

    public void CountUsed() => Interlocked.Increment(ref used);

    /// <summary>A row that is left out because it failed is no mistake, so it is no example.</summary>
    public void CountFailed() => Interlocked.Increment(ref leftOut[(int)LeftOut.Failed]);

    public void Count(LeftOut why, string file, int line, string what)
    {
        Interlocked.Increment(ref leftOut[(int)why]);
        lock (oneAtATime)
        {
            if (examples.Count < MostExamples)
            {
                examples.Add(FormattableString.Invariant($"{file}:{line}: {what}"));
            }
        }
    }
}
