using System.CommandLine;
using CityOps.Simulators.Terminal;

namespace CityOps.Simulators.Verbs;

/// <summary>One call of a verb.</summary>
/// <param name="Words">What was typed.</param>
/// <param name="Screen">Where it says how it goes.</param>
sealed record VerbRun(ParseResult Words, Screen Screen)
{
    /// <summary>For what a program reads, such as a report in JSON; <see cref="Screen"/> then belongs on the error output.</summary>
    public TextWriter Output => Words.InvocationConfiguration.Output;

    /// <summary>The same call, but what it says goes to the error output.</summary>
    public VerbRun Aside() => this with { Screen = Screen.OnError(Words.InvocationConfiguration) };
}
