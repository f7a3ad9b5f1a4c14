using System.CommandLine;
using System.CommandLine.Parsing;
using CityOps.Simulators.Terminal;

namespace CityOps.Simulators.Verbs;

/// <summary>
/// One thing the program can do, and what all of them have in common: examples in the help, a screen to speak on, and an end with
/// one of the <see cref="ExitCodes"/> and a sentence that says what to do next.
/// </summary>
sealed class Verb(Command command, params Example[] examples)
{
    public Verb(string name, string description, params Example[] examples)
        : this(new Command(name, description), examples) => Command.Validators.Add(CheckPlaceOfWords);

    public Command Command { get; } = command;

    public IReadOnlyList<Example> Examples => examples;

    public void Add(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            Command.Options.Add(option);
        }
    }

    /// <summary>
    /// What the verb does; it returns an exit code. It may let escape <see cref="BrokerUnreachableException"/>,
    /// <see cref="BrokerRefusedException"/>, <see cref="UnusableException"/>, and at its beginning whatever a file that cannot be read throws.
    /// </summary>
    public void Does(Func<VerbRun, CancellationToken, Task<int>> action) =>
        Command.SetAction((words, ct) => RunAsync(action, new VerbRun(words, Screen.On(words.InvocationConfiguration)), ct));

    static async Task<int> RunAsync(Func<VerbRun, CancellationToken, Task<int>> action, VerbRun run, CancellationToken ct)
    {
        try
        {
            return await action(run, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
        catch (BrokerUnreachableException e)
        {
            return Say(run, ExitCodes.Unreachable, e.Message,
                "--host and --port say where to look, --wait how long. `dotnet run --project Dashboard` starts a city with a broker at localhost:1883.");
        }
        catch (BrokerRefusedException e)
        {
            return Say(run, ExitCodes.Refused, e.Message,
                $"--username says who we are, --password-file or {BrokerArguments.PasswordVariable} has the password, --tls speaks TLS.");
        }
        catch (Exception e) when (e is UnusableException or IOException or UnauthorizedAccessException)
        {
            return Say(run, ExitCodes.BadWords, e.Message);
        }
    }

    public static int Say(VerbRun run, int exitCode, params string[] sentences)
    {
        var error = Screen.OnError(run.Words.InvocationConfiguration);
        error.Fail(sentences[0]);
        foreach (var advice in sentences.Skip(1))
        {
            error.Say(advice);
        }

        return exitCode;
    }

    /// <summary>Words before the verb are the city's, and would be forgotten without a sound.</summary>
    static void CheckPlaceOfWords(CommandResult result)
    {
        if (result.Parent is CommandResult city && city.Children.OfType<OptionResult>().Any(option => !option.Implicit))
        {
            result.AddError($"the words for {result.Command.Name} stand after '{result.Command.Name}'");
        }
    }
}
