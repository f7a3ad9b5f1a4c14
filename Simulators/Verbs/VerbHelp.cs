using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CityOps.Simulators.Verbs;

/// <summary>The help of a command, and below it examples and exit codes.</summary>
sealed class VerbHelp(HelpAction usual, IReadOnlyList<Verb> verbs) : SynchronousCommandLineAction
{
    const string Before = "dotnet run --project Simulators --";

    // Asking for help is no mistake, whatever else was typed.
    public override bool ClearsParseErrors => true;

    /// <summary>Help of the root stands for all verbs below it, too.</summary>
    public static void AddTo(RootCommand root, IReadOnlyList<Verb> verbs)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new VerbHelp((HelpAction)option.Action!, verbs);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (verbs.FirstOrDefault(verb => verb.Command == parseResult.CommandResult.Command) is { } verb)
        {
            WriteExamples(output, verb);
        }

        output.WriteLine("Exit codes:");
        foreach (var (number, means) in ExitCodes.All)
        {
            output.WriteLine($"  {number}  {means}");
        }

        return code;
    }

    static void WriteExamples(TextWriter output, Verb verb)
    {
        output.WriteLine($"Examples, after `{Before}`:");
        foreach (var example in verb.Examples)
        {
            output.WriteLine($"  {(example.Words.Length > 0 ? example.Words : "(nothing)")}");
            output.WriteLine($"      {example.Does}");
        }

        output.WriteLine();
    }
}
