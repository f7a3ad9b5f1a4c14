using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Remote;

/// <summary>
/// The words that verbs have in common which tell a played city something: a kind to start with its details, or <c>--stop ID</c>, or
/// <c>--list</c>.
/// </summary>
/// <param name="things">What is started, in the plural, as a list is asked for.</param>
sealed class OrderWords(string things, IReadOnlyList<string> kinds)
{
    readonly List<(string Member, Func<ParseResult, JsonNode?> Read, Option Option)> details = [];

    Argument<string?> Kind { get; } = new("kind")
    {
        Description = $"What goes wrong: {string.Join(", ", kinds)}", Arity = ArgumentArity.ZeroOrOne, CompletionSources = { _ => [.. kinds.Select(kind => new System.CommandLine.Completions.CompletionItem(kind))] },
    };

    Option<string?> Stop { get; } = new("--stop") { Description = "End what runs under this id, or is still to come", HelpName = "id" };

    Option<bool> List { get; } = new("--list") { Description = $"Which {things} run and are to come" };

    public OrderWords Text(string member, Option<string?> option) => With(member, option, words => words.GetValue(option));

    public OrderWords Number(string member, Option<double?> option) => With(member, option, words => words.GetValue(option));

    public OrderWords Length(string member, Option<TimeSpan?> option) =>
        With(member, option, words => words.GetValue(option) is { } length ? FormattableString.Invariant($"{length.TotalSeconds:0}s") : null);

    /// <summary>A length of time, null where it is not given.</summary>
    public static Option<TimeSpan?> LengthOption(string description, params string[] names) => new(names[0], names[1..])
    {
        Description = description, HelpName = "length", CustomParser = result => LengthOfTime.Parse(result),
    };

    public void AddTo(Verb verb)
    {
        verb.Command.Arguments.Add(Kind);
        verb.Add([.. details.Select(detail => detail.Option), Stop, List]);
        BrokerArguments.AddTo(verb.Command, patient: false);
        verb.Command.Validators.Add(Check);
    }

    /// <param name="member">Of the order, that what is started stands in.</param>
    public JsonObject Read(ParseResult words, string member)
    {
        if (words.GetValue(List))
        {
            return new JsonObject { ["list"] = things };
        }

        if (words.GetValue(Stop) is { } id)
        {
            return new JsonObject { ["stop"] = id };
        }

        var start = new JsonObject { ["kind"] = words.GetValue(Kind) };
        foreach (var (name, read, _) in details)
        {
            if (read(words) is { } value)
            {
                start[name] = value;
            }
        }

        return new JsonObject { [member] = start };
    }

    OrderWords With(string member, Option option, Func<ParseResult, JsonNode?> read)
    {
        details.Add((member, read, option));
        return this;
    }

    void Check(CommandResult result)
    {
        var kind = result.GetResult(Kind) is { Tokens.Count: > 0 } typed ? typed.Tokens[0].Value : null;
        var asked = (kind is null ? 0 : 1) + (result.GetResult(Stop) is null ? 0 : 1) + (result.GetResult(List) is null ? 0 : 1);
        if (asked != 1)
        {
            result.AddError($"say one of: a kind, --stop ID, or --list; kinds are {string.Join(", ", kinds)}");
        }
        else if (kind is not null && !kinds.Contains(kind))
        {
            var meant = WordMistakes.Nearest(kind, kinds) is { } near ? $" Did you mean {near}?" : "";
            result.AddError($"'{kind}' is no kind; there are {string.Join(", ", kinds)}.{meant}");
        }
        else if (kind is null && details.Find(detail => result.GetResult(detail.Option) is not null).Option is { } idle)
        {
            result.AddError($"{idle.Name} goes with a kind to start");
        }
    }
}
