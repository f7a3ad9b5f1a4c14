using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>What of some batches the store does not take, and which messages that concerns. Not safe for concurrent use.</summary>
sealed class Refusals
{
    readonly IReadOnlyList<JournalBatch> batches;
    readonly LineBuilder lines;
    readonly List<DeadLetter> letters = [];
    readonly List<int> batchOfLetter = [];
    readonly HashSet<(int Batch, int Reading)> readings = [];

    public Refusals(IReadOnlyList<JournalBatch> batches, LineBuilder lines)
    {
        (this.batches, this.lines) = (batches, lines);
        foreach (var (batch, reading, why) in lines.Unwritable)
        {
            var (series, r) = (batches[batch].Series[batches[batch].Readings[reading].Series], batches[batch].Readings[reading]);
            Add(batch, reading, 1, FormattableString.Invariant($"{series.Id} = {r.Value} at {r.ObservedAt}"), why);
        }
    }

    public void Add(Line line, string error) => Add(line.Batch, line.Reading, line.Readings, lines.Text(line), error);

    /// <summary>Which readings of a batch are not in the store, by index; null when all are there.</summary>
    public Func<int, bool>? Of(int batch) => readings.Count == 0 ? null : reading => readings.Contains((batch, reading));

    /// <summary>The dead letters of the batches before one, each once.</summary>
    public IReadOnlyList<DeadLetter> LettersUpTo(int batch)
    {
        var taken = Enumerable.Range(0, letters.Count).Where(i => batchOfLetter[i] < batch).ToList();
        var found = taken.ConvertAll(i => letters[i]);
        for (var i = taken.Count - 1; i >= 0; i--)
        {
            letters.RemoveAt(taken[i]);
            batchOfLetter.RemoveAt(taken[i]);
        }

        return found;
    }

    /// <summary>Messages of one device and moment may share a line: each of them has a dead letter.</summary>
    void Add(int index, int first, int count, string line, string error)
    {
        var batch = batches[index];
        for (var i = first; i < first + count; i++)
        {
            readings.Add((index, i));
        }

        var device = batch.Series[batch.Readings[first].Series].Id.Device;
        foreach (var message in MessagesOf(batch, first, count))
        {
            letters.Add(new DeadLetter(0, batch.Position.Position, message, first, batch.Readings[first].ReceivedAt, device, line, error));
            batchOfLetter.Add(index);
        }
    }

    /// <summary>The readings of a batch stand in the order of its messages.</summary>
    static List<int> MessagesOf(JournalBatch batch, int first, int count)
    {
        var found = new List<int>();
        var begin = 0;
        for (var message = 0; message < batch.Messages.Length && begin < first + count; message++)
        {
            var end = begin + batch.Messages[message].ReadingsTaken;
            if (end > first && end > begin)
            {
                found.Add(message);
            }

            begin = end;
        }

        return found.Count > 0 ? found : [-1];
    }
}
