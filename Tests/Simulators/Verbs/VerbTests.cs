using CityOps.Simulators;
using CityOps.Simulators.Verbs;

namespace CityOps.Tests.Simulators.Verbs;

public sealed class VerbTests
{
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public static TheoryData<string, string> AllExamples =>
        [.. SimulatorsCommand.Verbs(TimeProvider.System).SelectMany(verb => verb.Examples.Select(example => (verb.Command is System.CommandLine.RootCommand ? "" : verb.Command.Name, example.Words)))];

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void Example_CanBeTyped(string verb, string words)
    {
        var parsed = SimulatorsCommand.Create(TimeProvider.System).Parse(words);
        Assert.Empty(parsed.Errors.Select(mistake => mistake.Message));
        Assert.StartsWith(verb, words, StringComparison.Ordinal);
        Assert.True(verb.Length == 0 || parsed.CommandResult.Command.Name == verb);
    }

    [Fact]
    public async Task Help_OfEachVerbHasItsExamplesAndAllExitCodes()
    {
        foreach (var verb in SimulatorsCommand.Verbs(TimeProvider.System))
        {
            output.GetStringBuilder().Clear();
            string[] words = verb.Command is System.CommandLine.RootCommand ? ["--help"] : [verb.Command.Name, "--help"];
            Assert.Equal(0, await Run.InvokeAsync(words));
            var help = output.ToString();
            Assert.NotEmpty(verb.Examples);
            Assert.All(verb.Examples, example => Assert.Contains($"\n  {(example.Words.Length > 0 ? example.Words : "(nothing)")}\n      {example.Does}\n", help, StringComparison.Ordinal));
            Assert.All(ExitCodes.All, code => Assert.Contains($"  {code.Code}  {code.Means}", help, StringComparison.Ordinal));
            Assert.DoesNotContain('\e', help);
        }
    }

    [Theory]
    [InlineData("laod", "Did you mean load?", "`--help`")]
    [InlineData("--bckfill 24h", "Did you mean --backfill?", "`--help`")]
    [InlineData("load --rat 5", "Did you mean --rate?", "`load --help`")]
    [InlineData("load --hlep", "Did you mean --help?", "`load --help`")]
    public async Task MistypedWord_IsAnsweredWithTheNearest(string typed, string meant, string readOn)
    {
        Assert.Equal(ExitCodes.BadWords, await Run.InvokeAsync(typed));
        Assert.Contains(meant, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(readOn, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task WordThatIsLikeNone_IsNotGuessedAt()
    {
        Assert.Equal(ExitCodes.BadWords, await Run.InvokeAsync("windmill 5"));
        Assert.Contains("'windmill'", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsBeforeAVerb_AreNotForgottenWithoutASound()
    {
        foreach (var verb in SimulatorsCommand.Verbs(TimeProvider.System).Skip(1))
        {
            Assert.Equal(ExitCodes.BadWords, await Run.InvokeAsync(["--stations", "40", verb.Command.Name]));
            Assert.Contains($"the words for {verb.Command.Name} stand after '{verb.Command.Name}'", error.ToString(), StringComparison.Ordinal);
        }
    }

    CommandRun Run => new(output, error);
}
