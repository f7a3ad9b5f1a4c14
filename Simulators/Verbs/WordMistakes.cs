using System.CommandLine;

namespace CityOps.Simulators.Verbs;

/// <summary>What is wrong with the words that were typed, what was perhaps meant, and where to read on.</summary>
static class WordMistakes
{
    // A slip changes a letter or two of a word; in a short one that would make everything look like everything.
    const int ShortestToGuess = 3;

    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // A verb that takes files has taken a misspelt option for one.
        var candidates = parsed.UnmatchedTokens.Concat(parsed.Tokens.Select(token => token.Value).Where(word => word.StartsWith('-'))).ToList();
        foreach (var error in parsed.Errors)
        {
            var unknown = candidates.Find(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal));
            var meant = unknown is null ? null : Nearest(unknown, Words(command));
            yield return meant is null ? error.Message : $"{error.Message} Did you mean {meant}?";
        }

        var verb = command is RootCommand ? "" : $"{command.Name} ";
        yield return $"`{verb}--help` explains the words, with examples.";
    }

    /// <summary>The word that is at most a third of its letters away, or null.</summary>
    internal static string? Nearest(string typed, IEnumerable<string> words) =>
        typed.Length < ShortestToGuess ? null
        : words.Select(word => (Word: word, Distance: Distance(typed, word))).Where(one => one.Distance <= Math.Max(1, one.Word.Length / 3))
            .OrderBy(one => one.Distance).ThenBy(one => one.Word, StringComparer.Ordinal).Select(one => one.Word).FirstOrDefault();

    static IEnumerable<string> Words(Command command)
    {
        var above = command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive);
        return command.Subcommands.Select(verb => verb.Name)
            .Concat(command.Options.Concat(above).SelectMany(option => option.Aliases.Prepend(option.Name)))
            .Where(word => word.Length >= ShortestToGuess);
    }

    /// <summary>Letters to add, take away, exchange or swap with their neighbour (optimal string alignment).</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
