using System.CommandLine;
using System.CommandLine.Parsing;
using CityOps.Simulators;

namespace CityOps.Tests.Simulators.Verbs;

/// <summary>The command line as Program runs it, its output into texts.</summary>
sealed class CommandRun(TextWriter output, TextWriter error, TimeProvider? clock = null)
{
    public Task<int> InvokeAsync(string arguments, CancellationToken ct = default) => InvokeAsync([.. CommandLineParser.SplitCommandLine(arguments)], ct);

    public Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken ct = default)
    {
        var configuration = new InvocationConfiguration
        {
            Output = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(error), ProcessTerminationTimeout = null,
        };
        return SimulatorsCommand.RunAsync(arguments, configuration, clock ?? TimeProvider.System, ct);
    }
}
