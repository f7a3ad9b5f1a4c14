using System.CommandLine;
using System.Text.Json;

namespace CityOps.Simulators.Load;

/// <summary>The command <c>load</c>: sends the reference load and says what became of it.</summary>
static class LoadCommand
{
    const int BadWords = 1;
    const int Unreachable = 2;
    const int Refused = 3;
    const int Incomplete = 4;
    static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);

    static readonly Option<bool> Json = new("--json") { Description = "Prints the report as one line of JSON; everything else goes to the error output" };

    public static Command Create(TimeProvider clock)
    {
        var command = new Command("load", "Sends the reference load: air-quality messages of many devices at a steady rate. Exit code 4: not everything was acknowledged.")
        {
            Json,
        };
        LoadArguments.AddTo(command);
        command.SetAction((parsed, ct) => RunAsync(parsed, clock, ct));
        return command;
    }

    /// <summary>0: all sent is acknowledged. 1: the command line cannot be used. 2: no broker answers. 3: the broker refuses us. 4: some is not acknowledged.</summary>
    static async Task<int> RunAsync(ParseResult parsed, TimeProvider clock, CancellationToken ct)
    {
        LoadOptions options;
        try
        {
            options = LoadArguments.Read(parsed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say(parsed, BadWords, $"--password-file: {e.Message}");
        }

        try
        {
            var report = await RunLoadAsync(parsed, options, clock, ct);
            return report.Complete ? 0 : Say(parsed, Incomplete, LoadText.Shortfall(report));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
        catch (BrokerUnreachableException e)
        {
            return Say(parsed, Unreachable, e.Message);
        }
        catch (BrokerRefusedException e)
        {
            return Say(parsed, Refused, e.Message);
        }
    }

    static async Task<LoadReport> RunLoadAsync(ParseResult parsed, LoadOptions options, TimeProvider clock, CancellationToken ct)
    {
        var json = parsed.GetValue(Json);
        var configuration = parsed.InvocationConfiguration;
        var output = TextWriter.Synchronized(json ? configuration.Error : configuration.Output);
        using var run = new LoadRun(options with { Notice = output.WriteLine }, clock);
        output.WriteLine(LoadText.Intent(options));
        var report = await WatchAsync(run, run.RunAsync(ct), output, clock);
        configuration.Output.WriteLine(json ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web) : LoadText.Report(report));
        return report;
    }

    static async Task<LoadReport> WatchAsync(LoadRun run, Task<LoadReport> running, TextWriter output, TimeProvider clock)
    {
        using var status = new PeriodicTimer(StatusEvery, clock);
        var before = run.Progress;
        while (true)
        {
            var tick = status.WaitForNextTickAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(running, tick) == running)
            {
                return await running;
            }

            var now = run.Progress;
            output.WriteLine(LoadText.Progress(before, now));
            before = now;
        }
    }

    static int Say(ParseResult parsed, int exitCode, string message)
    {
        parsed.InvocationConfiguration.Error.WriteLine(message);
        return exitCode;
    }
}
