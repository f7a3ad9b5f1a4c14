using System.Globalization;
using CityOps.Ingestion.Accounting;

namespace CityOps.Tests.Ingestion.Accounting;

public sealed class SeqRunsTests
{
    /// <summary>What came, how many never came, and which of them were out of order. <c>a-b</c> is every counter from a to b.</summary>
    [Theory]
    [InlineData("", 0, "")]
    [InlineData("7", 0, "")]
    [InlineData("5-9", 0, "")]
    [InlineData("5 7", 1, "")]
    [InlineData("5 9 7", 2, "7")]
    [InlineData("5 9 6 7 8", 0, "6 7 8")]
    [InlineData("5 9 8 7 6", 0, "8 7 6")]
    [InlineData("5 5 5", 0, "")]
    [InlineData("5 6 5", 0, "5")]
    [InlineData("50 40", 9, "40")]
    [InlineData("50 40 45", 8, "40 45")]
    [InlineData("0-9", 0, "")]
    [InlineData("1-9", 0, "")]
    [InlineData("5-10 12 0-4", 1, "")]
    [InlineData("5-10 12 1-4 6", 2, "")]
    [InlineData("0 0 0 1 1", 0, "")]
    [InlineData("5 8 0 2 5", 2 + 3, "")]
    [InlineData("5 8 1 2 6 5", 2 + 2, "5")]
    [InlineData("2000 1000", 999, "1000")]
    [InlineData("2000 999", 0, "")]
    [InlineData("2000 2002 999 1001 2001", 1 + 1000, "")]
    [InlineData("10 100010", 99_999, "")]
    [InlineData("10 100011", 0, "")]
    [InlineData("10 12 100013 100015 12", 1 + 1, "")]
    [InlineData("9007199254740992 0 9007199254740992", 0, "")]
    public void Histories(string came, long missing, string outOfOrder)
    {
        var runs = new SeqRuns();
        var late = Counters(came).Where(runs.Observe).ToList();
        Assert.Equal(missing, runs.Missing);
        Assert.Equal(Counters(outOfOrder), late);
        Assert.Equal(came.Length > 0, runs.Any);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyHistory_IsCountedAsTheDefinitionSays(int seed)
    {
        var random = new Random(seed);
        for (var history = 0; history < 20; history++)
        {
            var (runs, naive, next) = (new SeqRuns(), new NaiveRuns(), (long)random.Next(3));
            for (var i = 0; i < 500; i++)
            {
                next = Next(random, next);
                Assert.Equal(naive.Observe(next), runs.Observe(next));
                Assert.Equal(naive.Missing, runs.Missing);
                if (random.Next(20) == 0)
                {
                    runs = SavedAndLoaded(runs);
                }
            }
        }
    }

    [Fact]
    public void ACounterWithEndlessGaps_TakesBoundedMemoryAndStaysExact()
    {
        var (runs, naive) = (new SeqRuns(), new NaiveRuns());
        var random = new Random(9);
        for (long seq = 10; seq < 12_000; seq += 2)
        {
            naive.Observe(seq);
            runs.Observe(seq);
            if (random.Next(3) == 0)
            {
                var straggler = Math.Max(11, seq - 1 - (2 * random.Next(499)));
                Assert.Equal(naive.Observe(straggler), runs.Observe(straggler));
            }
        }

        Assert.Equal(naive.Missing, runs.Missing);
        var saved = new List<long>();
        runs.Save(saved);
        Assert.InRange(saved.Count, 10, 2 + (2 * 1_000));
    }

    static long Next(Random random, long last) => random.Next(100) switch
    {
        < 60 => last + 1,
        < 75 => last + 2 + random.Next(5),
        < 90 => Math.Max(0, last - random.Next(20)),
        < 92 => random.Next(2),
        < 94 => Math.Max(0, last - 990 - random.Next(20)),
        < 96 => last + 99_990 + random.Next(20),
        _ => last,
    };

    static SeqRuns SavedAndLoaded(SeqRuns runs)
    {
        var saved = new List<long>();
        runs.Save(saved);
        return SeqRuns.Load(new Queue<long>(saved).Dequeue);
    }

    static IEnumerable<long> Counters(string text)
    {
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToList();
            for (var seq = ends[0]; seq <= ends[^1]; seq++)
            {
                yield return seq;
            }
        }
    }

    /// <summary>The definition, word for word: highest − lowest + 1 − distinct of each run.</summary>
    sealed class NaiveRuns
    {
        readonly List<HashSet<long>> _runs = [];

        public long Missing => _runs.Sum(run => run.Max() - run.Min() + 1 - run.Count);

        public bool Observe(long seq)
        {
            if (_runs.Count == 0 || seq is 0 or 1 || _runs[^1].Max() - seq > 1_000 || seq - _runs[^1].Max() > 100_000)
            {
                _runs.Add([seq]);
                return false;
            }

            var below = seq < _runs[^1].Max();
            _runs[^1].Add(seq);
            return below;
        }
    }
}
