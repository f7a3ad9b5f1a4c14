using System.CommandLine;
using Spectre.Console;

namespace CityOps.Simulators.Terminal;

/// <summary>
/// Where a verb says how it goes. On a terminal: colours, tables, a status that moves. Elsewhere (a file, a pipe, a service's log): plain
/// lines without escape codes. Thread-safe, but one <see cref="WatchAsync"/> at a time.
/// </summary>
sealed class Screen
{
    static readonly TimeSpan MoveEvery = TimeSpan.FromMilliseconds(250);

    readonly TextWriter plain;
    readonly IAnsiConsole? terminal;
    readonly Lock oneAtATime = new();

    Screen(TextWriter plain, IAnsiConsole? terminal) => (this.plain, this.terminal) = (plain, terminal);

    public static Screen On(InvocationConfiguration configuration) =>
        Of(configuration.Output, ReferenceEquals(configuration.Output, Console.Out) && !Console.IsOutputRedirected);

    public static Screen OnError(InvocationConfiguration configuration) =>
        Of(configuration.Error, ReferenceEquals(configuration.Error, Console.Error) && !Console.IsErrorRedirected);

    /// <param name="terminal">Whether somebody looks at it. Which colours it has, and NO_COLOR, is found out from the environment.</param>
    public static Screen Of(TextWriter output, bool terminal) => new(
        output, terminal && Environment.GetEnvironmentVariable("TERM") != "dumb" ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }) : null);

    public static Screen Of(IAnsiConsole terminal) => new(TextWriter.Null, terminal);

    public void Say(string line) => Write(line, Style.Plain);

    /// <summary>A sentence that says why it ends.</summary>
    public void Fail(string line) => Write(line, new Style(Color.Red));

    /// <param name="words">How many columns, from the left, are words; the others are numbers.</param>
    /// <param name="least">How many columns a narrow terminal shows at least.</param>
    public void SayTable(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, int words, int least)
    {
        if (terminal is null)
        {
            Say(PlainTable.Of(heads, rows, words));
            return;
        }

        var columns = heads.Count;
        while (columns > least && PlainTable.Width([.. heads.Take(columns)], rows) > terminal.Profile.Width)
        {
            columns--;
        }

        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < columns; i++)
        {
            var column = new TableColumn(new Text(heads[i])) { Padding = new Padding(0, 0, i == columns - 1 ? 0 : 2, 0) };
            table.AddColumn(i < words ? column : column.RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Take(columns).Select(cell => new Text(cell)));
        }

        lock (oneAtATime)
        {
            terminal.Write(table);
        }
    }

    /// <summary>Shows how work goes until it ends, and returns as it does: moving on a terminal, elsewhere a line every so often.</summary>
    public async Task WatchAsync(Task work, Func<Sight> look, TimeSpan every, TimeProvider clock)
    {
        if (terminal is null)
        {
            await TickAsync(work, every, clock, () => Say(look().Line));
        }
        else
        {
            await terminal.Live(SightView.Of(look())).AutoClear(true).StartAsync(context => TickAsync(work, MoveEvery, clock, () =>
            {
                var view = SightView.Of(look());
                lock (oneAtATime)
                {
                    context.UpdateTarget(view);
                }
            }));
        }

        await work;
    }

    static async Task TickAsync(Task work, TimeSpan every, TimeProvider clock, Action tick)
    {
        using var timer = new PeriodicTimer(every, clock);
        while (!work.IsCompleted)
        {
            var next = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(work, next) == next)
            {
                tick();
            }
        }
    }

    void Write(string line, Style style)
    {
        lock (oneAtATime)
        {
            if (terminal is null)
            {
                plain.WriteLine(line);
            }
            else
            {
                terminal.WriteLine(line, style);
            }
        }
    }
}
