using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EntryChunksTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "1 2 | 3", "1 2 | 3")]
    [InlineData("1 2", "", "1' 2'")]
    [InlineData("2", "1 2 3 | 4", "1 2' 3 | 4")]
    [InlineData("0 3", "1 2 | 4 5", "0' 1 2 | 3' 4 5")]
    [InlineData("6 7", "1 2 | 4 5", "1 2 | 4 5 | 6' 7'")]
    [InlineData("1 2", "1 2 | 3", "1' 2' | 3")]
    [InlineData("2f", "2 | 2f 3", "2 | 2f' 3")]
    [InlineData("2", "2f", "2' 2f")]
    public void Newer_StandsAbove_AndWhatNothingStandsAboveIsHandedOn(string newer, string older, string expected)
    {
        var chunks = Chunks(older);
        var found = EntryChunks.Over(Entries(newer, 1), chunks).Select(chunk => (chunk.Array, Text: string.Join(' ', chunk.Select(Text)))).ToList();
        Assert.Equal(expected, string.Join(" | ", found.Select(f => f.Text)));
        Assert.All(found.Where(f => !f.Text.Contains('\'', StringComparison.Ordinal)), f => Assert.Contains(chunks, chunk => ReferenceEquals(chunk.Array, f.Array)));
    }

    [Fact]
    public void LongTail_ComesInSeveral()
    {
        var found = EntryChunks.Over(Enumerable.Range(0, 600).Select(i => Entry(i, false, 1)), []).Select(chunk => chunk.ToArray()).ToList();
        Assert.Equal([256, 256, 88], found.Select(chunk => chunk.Length));
        Assert.Equal(Enumerable.Range(0, 600).Select(i => (long)i), found.SelectMany(chunk => chunk).Select(entry => entry.At));
    }

    static List<ArraySegment<Entry>> Chunks(string text) =>
        text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(part => new ArraySegment<Entry>([.. Entries(part, 0)])).ToList();

    static IEnumerable<Entry> Entries(string text, double value) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => Entry(int.Parse(word.TrimEnd('f'), System.Globalization.CultureInfo.InvariantCulture), word.EndsWith('f'), value));

    static Entry Entry(int at, bool failed, double value) => new(at, value, failed ? Quality.Fail : Quality.Good, QualityReasons.None);

    static string Text(Entry entry) => $"{entry.At}{(entry.Failed ? "f" : "")}{(entry.Value == 1 ? "'" : "")}";
}
