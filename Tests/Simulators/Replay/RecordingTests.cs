using CityOps.Simulators.Replay.Rows;
using CityOps.Simulators.Verbs;

namespace CityOps.Tests.Simulators.Replay;

public sealed class RecordingTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly RowTally tally = new(Written.MappingOf());

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_AreReadAndWhatCannotBeUsedIsSaidWithItsLine(bool gzip)
    {
        var path = gzip ? Written.SaveGzip(folder, "a.csv", Written.Rows) : Written.Save(folder, "a.csv", Written.Rows);
        Assert.Equal(
            ["a 0: 10 15", "b 0: 20 NaN", "a 10: 11 NaN", "b 20: NaN NaN", "a 20: 14 17.5"], Written.Tell([path], Written.MappingOf(), tally));
        Assert.Equal((7, 5, 2, 0, 1), (tally.Rows, tally.Used, tally.Unusable, tally.Outside, tally.Empty));
        Assert.Equal(
            ["a.csv:4: pm 'oops' is no number", "a.csv:5: 'yesterday' is no time (iso)", "a.csv:6: 'b c' makes no device id (letters, digits, '.', '_' and '-', at most 64)"],
            tally.Examples);
        var (no2, pm) = (tally.Columns[0], tally.Columns[1]);
        Assert.Equal((4, 1, 0, 0, 10, 20, 13.75), (no2.Taken, no2.Missing, no2.LeftOut, no2.NoNumber, no2.Min, no2.Max, no2.Mean));
        Assert.Equal((2, 2, 0, 1, 15, 17.5), (pm.Taken, pm.Missing, pm.LeftOut, pm.NoNumber, pm.Min, pm.Max));
    }

    [Fact]
    public void Quotes_SpacesAByteOrderMarkAndForeignColumns_AreNoTrouble()
    {
        var path = Written.Save(folder, "q.csv", "\uFEFF\"note\", time ,note,\"box\",no2, pm\r\n\"a, \"\"b\"\"\nc\",2026-03-01T00:00:00,x,\"a\",\"10\",1\r\n,2026-03-01T00:10:00,,a,11\r\n");
        Assert.Equal(["a 0: 10 10", "a 10: 11 NaN"], Written.Tell([path], Written.MappingOf(), tally));
        Assert.Equal(0, tally.Unusable);
    }

    [Fact]
    public void LineOfARow_CountsLineEndsInQuotes()
    {
        var path = Written.Save(folder, "q.csv", "time,box,no2,pm\n2026-03-01T00:00:00,a,\"1\n\n\",1\nnever,a,1,1\n");
        Written.Read([path], Written.MappingOf(), tally);
        Assert.Contains(tally.Examples, example => example.StartsWith("q.csv:5: 'never'", StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralFiles_AreOneInTheOrderOfTime()
    {
        var first = Written.Save(folder, "1.csv", "time,box,no2,pm\n2026-03-01T00:00:00,a,1,\n2026-03-01T00:20:00,a,3,\n");
        var second = Written.Save(folder, "2.csv", "pm,no2,box,time\n,2,b,2026-03-01T00:10:00\n,4,b,2026-03-01T00:30:00\n");
        Assert.Equal([("a", 1), ("b", 2), ("a", 3), ("b", 4)], Written.Read([first, second], Written.MappingOf(), tally).Select(row => (row.Device, row.Values[0])));
    }

    [Fact]
    public void Period_HasItsFirstMomentAndNotItsLast()
    {
        var path = Written.Save(folder, "a.csv", Written.Rows);
        var rows = Written.Read([path], Written.MappingOf(), tally, new Period(Written.Start + 10 * Written.Minute, Written.Start + 20 * Written.Minute));
        Assert.Equal(["a"], rows.Select(row => row.Device));
        Assert.Equal((1, 4, 2), (tally.Used, tally.Outside, tally.Unusable));
    }

    [Fact]
    public void MissingColumn_IsAnsweredWithThoseThatThereAre()
    {
        var path = Written.Save(folder, "a.csv", "time;box;no2;pm\n");
        var refused = Assert.Throws<UnusableException>(() => Written.Read([path], Written.MappingOf(), tally));
        Assert.Contains("no column 'time'; there are 'time;box;no2;pm'. Is the mapping's delimiter right?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenArchive_IsNotTakenForAShortOne()
    {
        var whole = File.ReadAllBytes(Written.SaveGzip(folder, "a.gz", "time,box,no2,pm\n" + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"2026-03-01T00:00:{n % 60:00},a,{n * 7919 % 1009},1\n"))));
        File.WriteAllBytes(folder.File("half.gz"), whole[..(whole.Length / 2)]);
        var refused = Assert.Throws<UnusableException>(() => Written.Read([folder.File("half.gz")], Written.MappingOf(), tally));
        Assert.Contains("cannot be read to its end", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArchivesOneBehindTheOther_AreOneFile()
    {
        var (head, tail) = (Written.SaveGzip(folder, "1.gz", "time,box,no2,pm\n2026-03-01T00:00:00,a,1,2\n2026-03-01T00:1"), Written.SaveGzip(folder, "2.gz", "0:00,a,3,4"));
        File.WriteAllBytes(folder.File("both.gz"), [.. File.ReadAllBytes(head), .. File.ReadAllBytes(tail)]);
        Assert.Equal(["a 0: 1 20", "a 10: 3 40"], Written.Tell([folder.File("both.gz")], Written.MappingOf(), tally));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void EmptyFile_HasNoColumns(string text) =>
        Assert.Contains("no first row", Assert.Throws<UnusableException>(() => Written.Read([Written.Save(folder, "a.csv", text)], Written.MappingOf(), tally)).Message, StringComparison.Ordinal);

    [Fact]
    public void ColumnOfDevicesThatIsNone_IsNoticedBeforeMemoryIs()
    {
        var path = Written.Save(folder, "a.csv", "time,box,no2,pm\n" + string.Concat(Enumerable.Range(0, 10_001).Select(n => $"2026-03-01T00:00:00,{n},1,1\n")));
        Assert.Contains("Is it the right column?", Assert.Throws<UnusableException>(() => Written.Read([path], Written.MappingOf(), tally)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DoubledHour_IsTakenInTheOrderOfEachDevicesRows()
    {
        var mapping = Written.MappingOf(Written.Mapping.Replace("UTC", "Europe/Ljubljana", StringComparison.Ordinal));
        var path = Written.Save(folder, "a.csv", "time,box,no2,pm\n" + string.Concat(
            "a02:00 b02:00 a02:30 b02:30 a02:00 b02:00 a02:30 b02:30".Split(' ').Select(row => $"2025-10-26T{row[1..]},{row[0]},1,1\n")));
        var rows = Written.Read([path], mapping, tally);
        Assert.Equal([0, 30, 60, 90], rows.Where(row => row.Device == "a").Select(row => row.Minutes - rows[0].Minutes));
        Assert.Equal([0, 30, 60, 90], rows.Where(row => row.Device == "b").Select(row => row.Minutes - rows[0].Minutes));
    }
}
