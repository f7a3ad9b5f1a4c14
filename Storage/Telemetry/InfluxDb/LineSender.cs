using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Brings lines into the raw database, in order, one request at a time: which of two values for one moment wins is decided by
/// their order. Splits what is too large, and halves what is refused until the guilty lines stand alone, or the server names them or
/// says that it dropped them all. Halves are sent in order too, and good lines may be sent again: that writes what is there already. What
/// is settled stays settled when the same lines come again, so that many refusals end even at a server that fails now and then.
/// One caller.
/// </summary>
sealed class LineSender(InfluxDbOptions options, InfluxDbClient client, InfluxDatabases databases)
{
    /// <summary>When a person must change something, we look again this often.</summary>
    public static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(30);

    /// <summary>A server error that the same lines get so often in a row may be due to one of them.</summary>
    const int ServerErrorsUntilHalving = 5;

    /// <summary>
    /// In turns with another line, so often must a line alone be refused. A server that fails now and then does this to a good one in
    /// at most one of 4^8 cases.
    /// </summary>
    const int TimesAloneRefused = 8;

    int mostBytes = int.MaxValue;
    (JournalPosition Batch, int Reading) failing;
    int serverErrors;
    Settled settled = new(default);
    byte[] lastGood = [];

    /// <summary>Where the request ends that begins with a line.</summary>
    public int EndOf(IReadOnlyList<Line> lines, int from)
    {
        var to = from + 1;
        while (to < lines.Count && to - from < options.MostLines && lines[to].End - lines[from].Start <= mostBytes)
        {
            to++;
        }

        return to;
    }

    /// <summary>Returns when each of the lines is in the database, or was reported as refused.</summary>
    /// <param name="first">What the first line stands for, so that we know it again when it comes again.</param>
    /// <exception cref="TelemetryStoreException">Not now. To come again with the same lines does no harm.</exception>
    public async ValueTask SendAsync(
        LineBuilder lines, int from, int to, (JournalPosition Batch, int Reading) first, Action<Line, string> refused, CancellationToken cancellationToken)
    {
        var halving = serverErrors >= ServerErrorsUntilHalving && failing == first;
        settled = settled.First == first ? settled : new Settled(first);
        var begin = from + settled.TellAgain(to - from, (line, words) => refused(lines.Lines[from + line], words));
        try
        {
            if (begin < to)
            {
                await SendAsync(new Part(lines, begin, to, halving, refused, settled, from, cancellationToken));
            }

            (serverErrors, failing, settled) = (0, default, new Settled(default));
        }
        catch (ServerErrorException e)
        {
            serverErrors = failing == first ? serverErrors + 1 : 1;
            failing = first;
            throw new TelemetryStoreException(e.Answer.Words, e.Answer.RetryAfter);
        }
    }

    async ValueTask SendAsync(Part part)
    {
        var answer = await WriteAsync(part);
        switch (answer.Outcome)
        {
            case WriteOutcome.Written:
                part.Settle();
                return;
            case WriteOutcome.TooLarge:
                mostBytes = part.Count > 1 ? Math.Min(mostBytes, part.Bytes.Length / 2) : mostBytes;
                await HalveAsync(part, answer);
                return;
            case WriteOutcome.Refused when answer.HasDropped(part.Count):
                part.Refuse(answer.Words);
                return;
            case WriteOutcome.Refused when answer.Guilty is { Count: > 0 } guilty && await RefuseNamedAsync(part, guilty):
                return;
            case WriteOutcome.Refused:
                await HalveAsync(part, answer);
                return;
            case WriteOutcome.ServerError when part is { Halving: true, Count: > 1 }:
                await HalveAsync(part, answer);
                return;
            case WriteOutcome.ServerError when part.Halving && await IsAloneRefusedAsync(part):
                part.Refuse(answer.Words);
                return;
            case WriteOutcome.ServerError:
                throw new ServerErrorException(answer);
            case WriteOutcome.Later:
                throw new TelemetryStoreException(answer.Words, answer.RetryAfter);
            case WriteOutcome.NoDatabase:
                throw new TelemetryStoreException(
                    $"{answer.Words}. {options.RawDatabase} could not be made by {new InfluxLogin(options).Who}, or this is not an {client.Kind}.", ProbePause);
            default:
                throw new TelemetryStoreException(answer.Words, ProbePause);
        }
    }

    /// <summary>
    /// The server has taken all lines but those it names. Each of them must be refused once more when it comes alone: whoever counts
    /// otherwise than we do would cost us a line that nobody hears of.
    /// </summary>
    /// <returns>False: the names cannot be believed.</returns>
    async ValueTask<bool> RefuseNamedAsync(Part part, IReadOnlyList<int> guilty)
    {
        var words = new List<(int Line, string Words)>();
        foreach (var line in guilty.Order())
        {
            if (part.Count == 1 || line >= part.Count
                || await WriteAsync(part with { From = part.From + line, To = part.From + line + 1 }) is not { Outcome: WriteOutcome.Refused } alone)
            {
                return false;
            }

            words.Add((part.From + line, alone.Words));
        }

        words.ForEach(one => part.RefuseOne(one.Line, one.Words));
        part.Settle();
        return true;
    }

    async ValueTask HalveAsync(Part part, WriteAnswer answer)
    {
        if (part.Count == 1)
        {
            part.Refuse(answer.Words);
            return;
        }

        var middle = part.From + (part.Count / 2);
        await SendAsync(part with { To = middle });
        await SendAsync(part with { From = middle });
    }

    async ValueTask<WriteAnswer> WriteAsync(Part part)
    {
        var answer = await client.WriteAsync(options.RawDatabase, part.Bytes, part.Stop);
        if (answer.Outcome == WriteOutcome.NoDatabase)
        {
            await databases.EnsureAsync(part.Stop);
            answer = await client.WriteAsync(options.RawDatabase, part.Bytes, part.Stop);
        }

        if (answer.Outcome == WriteOutcome.Written)
        {
            lastGood = part.Lines.Bytes(part.To - 1, part.To).ToArray();
        }

        return answer;
    }

    /// <summary>
    /// A server that is ill answers 500 to everything. So a line is guilty only when, just now, another one was taken and it
    /// was not. The other one is the last that was written, which changes nothing, or a neighbour, which comes again in its turn.
    /// </summary>
    async ValueTask<bool> IsAloneRefusedAsync(Part part)
    {
        var control = lastGood.Length > 0 ? lastGood : part.Neighbour;
        for (var times = 0; times < TimesAloneRefused; times++)
        {
            if (control.IsEmpty || (await client.WriteAsync(options.RawDatabase, control, part.Stop)).Outcome != WriteOutcome.Written
                || (await client.WriteAsync(options.RawDatabase, part.Bytes, part.Stop)).Outcome != WriteOutcome.ServerError)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Some of the lines, and what becomes of those that are refused.</summary>
    /// <param name="Origin">The line from which <paramref name="Settled"/> counts.</param>
    sealed record Part(
        LineBuilder Lines, int From, int To, bool Halving, Action<Line, string> Refused, Settled Settled, int Origin, CancellationToken Stop)
    {
        public int Count => To - From;

        public ReadOnlyMemory<byte> Bytes => Lines.Bytes(From, To);

        public ReadOnlyMemory<byte> Neighbour => To < Lines.Lines.Count ? Lines.Bytes(To, To + 1) : From > 0 ? Lines.Bytes(From - 1, From) : default;

        public void Settle() => Settled.UpTo(To - Origin);

        /// <summary>All of them.</summary>
        public void Refuse(string words)
        {
            for (var line = From; line < To; line++)
            {
                RefuseOne(line, words);
            }

            Settle();
        }

        public void RefuseOne(int line, string words)
        {
            Refused(Lines.Lines[line], words);
            Settled.Refuse(line - Origin, words);
        }
    }

    /// <summary>How far the lines that begin with one have got, and which of them were refused, counted from that one.</summary>
    sealed class Settled((JournalPosition Batch, int Reading) first)
    {
        readonly List<(int Line, string Words)> refused = [];
        int count;

        public (JournalPosition Batch, int Reading) First => first;

        public void UpTo(int lines) => count = lines;

        public void Refuse(int line, string words) => refused.Add((line, words));

        /// <summary>Reports again what was refused among the first so many lines; returns how many of these are settled.</summary>
        public int TellAgain(int lines, Action<int, string> tell)
        {
            foreach (var (line, words) in refused.TakeWhile(one => one.Line < lines))
            {
                tell(line, words);
            }

            return Math.Min(count, lines);
        }
    }

    sealed class ServerErrorException(WriteAnswer answer) : Exception
    {
        public WriteAnswer Answer => answer;
    }
}
