using System.CommandLine;
using System.CommandLine.Invocation;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Import;
using CityOps.Simulators.Load;
using CityOps.Simulators.Remote;
using CityOps.Simulators.Replay;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators;

/// <summary>The whole command line: without a verb it plays the city.</summary>
static class SimulatorsCommand
{
    public static IReadOnlyList<Verb> Verbs(TimeProvider clock) =>
    [
        CityCommand.Create(clock), IncidentCommand.Create(clock), FaultCommand.Create(clock), FaultsCommand.Create(), LoadCommand.Create(clock), ReplayCommand.Create(clock),
        ImportCommand.Create(clock),
    ];

    public static RootCommand Create(TimeProvider clock)
    {
        var verbs = Verbs(clock);
        var root = (RootCommand)verbs[0].Command;
        foreach (var verb in verbs.Skip(1))
        {
            root.Subcommands.Add(verb.Command);
        }

        VerbHelp.AddTo(root, verbs);
        return root;
    }

    /// <returns>One of the <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, InvocationConfiguration configuration, TimeProvider clock, CancellationToken ct)
    {
        var parsed = Create(clock).Parse(args);
        if (parsed.Action is not ParseErrorAction)
        {
            return await parsed.InvokeAsync(configuration, ct);
        }

        // Not the library's answer: its page of help would push the mistake off the screen.
        foreach (var sentence in WordMistakes.Of(parsed))
        {
            await configuration.Error.WriteLineAsync(sentence);
        }

        return ExitCodes.BadWords;
    }
}
