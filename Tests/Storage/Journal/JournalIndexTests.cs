using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalIndexTests : IDisposable
{
    /// <summary>As the first released version wrote it.</summary>
    const string Format1 =
        """
        CREATE TABLE journal(id BLOB NOT NULL);
        CREATE TABLE snapshot(name TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE rule_effect(position INTEGER NOT NULL, at INTEGER NOT NULL, rule TEXT NOT NULL, version INTEGER NOT NULL, body TEXT,
                                 PRIMARY KEY(position, rule));
        CREATE TABLE quarantine(id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, device TEXT, topic TEXT NOT NULL, reason INTEGER NOT NULL,
                                detail TEXT, bytes INTEGER NOT NULL, payload BLOB NOT NULL);
        INSERT INTO journal VALUES(x'0E3C0F5F000000408000000000000001');
        INSERT INTO snapshot VALUES('ledger', 17, x'0102');
        PRAGMA user_version=1;
        """;

    static readonly SeriesId Pm10 = new("aq-1", "pm10");

    readonly TempFolder _folder = new();
    readonly string _path;

    public JournalIndexTests() => _path = _folder.File("index.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FileOfFormat1_IsBroughtUpToDate_AndKeepsWhatItHas()
    {
        Run(Format1);
        var id = new Guid(Convert.FromHexString("0E3C0F5F000000408000000000000001"));
        for (var time = 0; time < 2; time++)
        {
            using var index = new JournalIndex(_path);
            Assert.Equal(id, index.JournalId);
            Assert.Equal(17, index.LoadSnapshot("ledger")!.Value.Position);
            Assert.Equal(time == 0, index.LoadReader("store") is null);
            index.SaveReader("store", At(5), [Some(1)]);
            index.AddDeadLetters([Letter(5, 0)]);
        }

        Assert.Equal(3L, Run("PRAGMA user_version"));
        Assert.Equal(1L, Run("SELECT count(*) FROM dead_letter"));
    }

    [Fact]
    public void NewFile_HasTheTablesOfOneThatWasBroughtUpToDate()
    {
        const string Tables = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)";
        new JournalIndex(_path).Dispose();
        var fresh = Run(Tables);
        File.Delete(_path);
        Run(Format1);
        new JournalIndex(_path).Dispose();
        Assert.Equal(fresh, Run(Tables));
    }

    [Fact]
    public void FileOfANewerProgram_IsRefusedAndLeftAlone()
    {
        Run(Format1);
        Run("PRAGMA user_version=4");
        var e = Assert.Throws<NewerFormatException>(() => new JournalIndex(_path));
        Assert.Contains("format 4", e.Message, StringComparison.Ordinal);
        Assert.Equal(0L, Run("SELECT count(*) FROM sqlite_schema WHERE name = 'reader'"));
    }

    [Fact]
    public void Reader_IsKeptWithItsLatestReadings_ByName()
    {
        var exact = Some(0.1) with { ReceivedAt = 77, Quality = Quality.Suspect, Reasons = QualityReasons.Jump | QualityReasons.ClockAhead };
        using (var index = new JournalIndex(_path))
        {
            index.SaveReader("store", At(5), [Some(1), Some(2) with { Series = new SeriesId("aq-2", "no2") }]);
            index.SaveReader("store", At(6), [exact]);
            index.SaveReader("other", At(9), []);
        }

        using var again = new JournalIndex(_path);
        Assert.Equal(At(6), again.LoadReader("store"));
        Assert.Equal([exact, Some(2) with { Series = new SeriesId("aq-2", "no2") }], again.LoadLatest("store").OrderBy(r => r.Series.Device));
        Assert.Equal((At(9), 0), (again.LoadReader("other"), again.LoadLatest("other").Count));
        Assert.Null(again.LoadReader("third"));
    }

    [Fact]
    public void DeadLetters_ComeNewestFirst_PageByPage_AndOnceEach()
    {
        using var index = new JournalIndex(_path);
        index.AddDeadLetters([Letter(1, 0), Letter(1, 1), Letter(2, 0)]);
        index.AddDeadLetters([Letter(1, 1) with { Error = "said again" }, Letter(3, 4)]);
        var newest = index.DeadLetters(long.MaxValue, 2);
        Assert.Equal([(3, 4), (2, 0)], newest.Select(l => (l.Position, l.Message)));
        var older = index.DeadLetters(newest[^1].Id, 10);
        Assert.Equal([(1, 1), (1, 0)], older.Select(l => (l.Position, l.Message)));
        Assert.Equal(Letter(1, 1) with { Id = older[0].Id }, older[0]);
        Assert.Empty(index.DeadLetters(older[^1].Id, 10));
    }

    [Fact]
    public void RefusedMessages_AreThoseOfTheBatchesAskedFor_AlsoAfterAReopening()
    {
        using (var index = new JournalIndex(_path))
        {
            Assert.Same(RefusedMessages.None, index.Refused(0, long.MaxValue));
            index.AddDeadLetters([Letter(3, 1), Letter(4, 2), Letter(5, 3)]);
        }

        using var again = new JournalIndex(_path);
        var refused = again.Refused(3, 4);
        Assert.Equal((false, true, false, false), (refused.Contains(3, 1), refused.Contains(4, 2), refused.Contains(4, 1), refused.Contains(5, 3)));
        Assert.Same(RefusedMessages.None, again.Refused(5, 100));
    }

    [Fact]
    public void LongTexts_AreCut_AndNotThroughACharacter()
    {
        using var index = new JournalIndex(_path);
        var line = new string('x', DeadLetter.MaxLine - 1) + "😀" + new string('y', 100);
        index.AddDeadLetters([Letter(1, 0) with { Line = line, Error = new string('e', 10_000) }]);
        var letter = Assert.Single(index.DeadLetters(long.MaxValue, 1));
        Assert.Equal((line[..(DeadLetter.MaxLine - 1)], DeadLetter.MaxError), (letter.Line, letter.Error.Length));
    }

    [Fact]
    public void OldDeadLetters_Go_ButNotThoseTheStoreMayMeetOrTheLedgerCountAgain()
    {
        const int Last = DeadLetter.Kept + 50;
        using var index = new JournalIndex(_path);
        index.AddDeadLetters([.. Enumerable.Range(1, Last).Select(n => Letter(n, 0))]);
        index.TrimDeadLetters(Last);
        Assert.Equal(1, Oldest());
        index.SaveReader("store", At(20, index.JournalId), []);
        Assert.Equal(1, Oldest());
        index.TrimDeadLetters(10);
        Assert.Equal(11, Oldest());
        index.TrimDeadLetters(Last);
        Assert.Equal(21, Oldest());
        index.SaveReader("store", At(Last, index.JournalId), []);
        index.TrimDeadLetters(Last);
        Assert.Equal(51, Oldest());

        long Oldest() => index.DeadLetters(long.MaxValue, int.MaxValue)[^1].Position;
    }

    static ReaderPosition At(long position, Guid? journal = null) =>
        new(new JournalPosition(journal ?? new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), position), position * 1_000);

    static Reading Some(double value) => new(Pm10, 1_000, 2_000, value, Quality.Good, QualityReasons.None);

    static DeadLetter Letter(long position, int message) => new(0, position, message, 7, 1_234, "aq-1", "air,device=aq-1 pm10=1 1", "no");

    object? Run(string sql)
    {
        using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={_path};Pooling=False"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
