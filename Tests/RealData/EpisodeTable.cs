namespace CityOps.Tests.RealData;

/// <summary>Episodes as lines of text, beside what is expected of them.</summary>
static class EpisodeTable
{
    const int MostLines = 8;

    /// <summary>Compares what a rule finds with the lines of a table; beyond eight only the number is told.</summary>
    public static void AssertFinds(Recording recording, string rule, string expected, ITestOutputHelper output)
    {
        var found = RecordedRun.Of(recording, rule);
        var lines = found.Take(MostLines).Select(episode => episode.Tell(recording)).ToList();
        if (found.Count > MostLines)
        {
            lines.Add($"and {found.Count - MostLines} more");
        }

        output.WriteLine(rule);
        lines.ForEach(output.WriteLine);
        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', lines));
    }
}
