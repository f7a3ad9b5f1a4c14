using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Storage.Journal;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Storage.Journal;

/// <summary>A folder with a journal in it, and the messages that the tests put there: each has a number as its value.</summary>
sealed class JournalFolder : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    public const long Start = 1_764_000_000_000;

    readonly TempFolder _folder = new();

    public string Path => _folder.Path;

    public JournalOptions Options => new() { Folder = Path, CommitInterval = TimeSpan.Zero, StopWithin = TimeSpan.FromSeconds(2) };

    public CityJournal Open(JournalOptions? options = null) => CityJournal.Open(options ?? Options, TimeProvider.System, NullLogger.Instance);

    public CityJournal OpenSmall() => Open(Options with { SegmentBytes = 64 << 10 });

    /// <summary>What a power cut would leave at this moment: the files as they are, in another folder.</summary>
    public JournalFolder Crash()
    {
        while (true)
        {
            var left = new JournalFolder();
            var files = Files();
            try
            {
                files.ForEach(file => File.Copy(file, System.IO.Path.Combine(left.Path, System.IO.Path.GetFileName(file))));
            }
            catch (FileNotFoundException)
            {
                // A file was closed meanwhile: the copies are of two moments.
            }

            if (files.SequenceEqual(Files()) && files.Count == left.Files().Count)
            {
                return left;
            }

            left.Dispose();
        }
    }

    public static JournalEntry Message(double number, string device = "aq-1", int readings = 1)
    {
        var entry = new JournalEntry { Device = device, ReceivedAt = Start + (long)number, Class = MessageClass.Decoded, Hash = (UInt128)number + 1 };
        for (var i = 0; i < readings; i++)
        {
            var series = new Series(new SeriesId(device, "pm10"), "air", "ug/m3");
            entry.Readings.Add(new EntryReading(series, Start, number, Quality.Good, QualityReasons.None, false));
        }

        return entry;
    }

    public static JournalEntry Rubbish(int number, string device = "aq-1", int bytes = 8) => new()
    {
        Device = device,
        ReceivedAt = Start + number,
        Class = MessageClass.Rejected,
        Reason = RejectReason.BadJson,
        Quarantine = new QuarantineEntry("cityops/v1/air/aq-1/readings", RejectReason.BadJson, $"rubbish {number}", bytes, new byte[bytes]),
    };

    public static async Task<int> AppendAsync(CityJournal journal, int first, int count)
    {
        await Task.WhenAll(Enumerable.Range(first, count).Select(n => journal.Append(Message(n)))).WaitAsync(Limit);
        return first + count;
    }

    /// <summary>One batch a message.</summary>
    public static async Task AppendSinglyAsync(CityJournal journal, int first, int count, int readings = 1)
    {
        for (var n = first; n < first + count; n++)
        {
            await journal.Append(Message(n, readings: readings)).WaitAsync(Limit);
        }
    }

    /// <summary>All batches that are there after a position, checked for positions without a gap.</summary>
    public static List<JournalBatch> Read(CityJournal journal, long after = 0)
    {
        using var reader = journal.ReadFrom(after);
        var batches = new List<JournalBatch>();
        while (reader.TryNext() is { } batch)
        {
            Assert.Equal((batches.Count > 0 ? batches[^1].Position.Position : batch.Position.Position - 1) + 1, batch.Position.Position);
            batches.Add(batch);
        }

        return batches;
    }

    public static List<int> Numbers(IEnumerable<JournalBatch> batches) => [.. batches.SelectMany(b => b.Readings).Select(r => (int)r.Value)];

    /// <summary>Another connection that holds the newest segment's write lock until disposed: no commit can get through.</summary>
    public SqliteConnection HoldCommits() => Hold(System.IO.Path.Combine(Path, $"{Segments().Max()}.db"));

    public static SqliteConnection Hold(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    public long Ask(int segment, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, $"{segment}.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public List<int> Segments() =>
        [.. Directory.EnumerateFiles(Path, "*.db").Select(System.IO.Path.GetFileNameWithoutExtension).Where(name => name != "index").Select(int.Parse!).Order()];

    public void Dispose() => _folder.Dispose();

    List<string> Files() => [.. Directory.EnumerateFiles(Path).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
