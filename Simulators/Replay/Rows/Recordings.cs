using CityOps.Simulators.Replay.Mappings;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>Several files side by side: always the row that is earliest of the next ones, so files in order of time give one in order of time.</summary>
sealed class Recordings : IDisposable
{
    readonly List<Recording> all = [];
    readonly PriorityQueue<Recording, (long At, int File)> next = new();

    public Recordings(IReadOnlyList<string> paths, CsvMapping mapping, Period period, RowTally tally)
    {
        try
        {
            foreach (var path in paths)
            {
                all.Add(new Recording(path, mapping, period, tally));
            }

            all.ForEach(Queue);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The recording whose row is the current one; null before the first.</summary>
    public Recording? Current { get; private set; }

    /// <summary>0 to 1.</summary>
    public double Share => all.Average(one => one.Share);

    public bool Next()
    {
        if (Current is { } read)
        {
            Queue(read);
        }

        Current = next.TryDequeue(out var first, out _) ? first : null;
        return Current is not null;
    }

    public void Dispose() => all.ForEach(one => one.Dispose());

    void Queue(Recording one)
    {
        if (one.Next())
        {
            next.Enqueue(one, (one.At, all.IndexOf(one)));
        }
    }
}
