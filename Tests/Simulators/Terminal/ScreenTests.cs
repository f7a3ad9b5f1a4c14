using CityOps.Simulators.Terminal;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace CityOps.Tests.Simulators.Terminal;

public sealed class ScreenTests
{
    static readonly string[] Heads = ["column", "numbers"];
    static readonly IReadOnlyList<string>[] Rows = [["co", "7674"], ["[no2]", "12"]];

    readonly StringWriter output = new();
    readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Elsewhere_AStatusIsALineEverySoOftenWithoutEscapeCodes()
    {
        var work = new TaskCompletionSource();
        var ticks = 0;
        var told = new Signals();
        var watching = Screen.Of(TextWriter.Synchronized(output), terminal: false).WatchAsync(work.Task, Look, TimeSpan.FromSeconds(5), clock);
        for (var i = 1; i <= 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await told.WaitAsync(i);
        }

        work.SetResult();
        await watching;
        Assert.Equal("line 1\nline 2\nline 3\n", output.ToString());

        Sight Look()
        {
            told.Count = ++ticks;
            return new Sight($"line {ticks}", [("label", "value")], 0.5);
        }
    }

    [Fact]
    public async Task OnATerminal_AStatusShowsFactsAndABar_AndGoesAwayAtTheEnd()
    {
        var work = new TaskCompletionSource();
        var told = new Signals();
        var watching = Terminal(colours: true).WatchAsync(work.Task, Look, TimeSpan.FromHours(1), clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        await told.WaitAsync(2);
        work.SetResult();
        await watching;
        var text = output.ToString();
        Assert.Contains("[odd] label", text, StringComparison.Ordinal);
        Assert.Contains("50 %", text, StringComparison.Ordinal);
        Assert.Contains("\e[", text, StringComparison.Ordinal);
        Assert.DoesNotContain("line", text, StringComparison.Ordinal);

        Sight Look()
        {
            told.Count++;
            return new Sight("line", [("[odd] label", "value")], 0.5);
        }
    }

    [Fact]
    public async Task WorkThatFails_FailsTheWatching()
    {
        var screen = Screen.Of(output, terminal: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => screen.WatchAsync(
            Task.FromException(new InvalidOperationException("broken")), () => new Sight("", []), TimeSpan.FromSeconds(1), clock));
    }

    [Fact]
    public void Table_IsAlignedOnPaperAndDrawnOnATerminal()
    {
        Screen.Of(output, terminal: false).SayTable(Heads, Rows, words: 1, least: 1);
        Assert.Equal("column  numbers\nco         7674\n[no2]        12\n", output.ToString());
        output.GetStringBuilder().Clear();
        Terminal(colours: false).SayTable(Heads, Rows, words: 1, least: 1);
        Assert.Contains("[no2]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("─", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(14, false)]
    public void NarrowTerminal_LeavesTheLastColumnsOut(int width, bool all)
    {
        Terminal(colours: false, width).SayTable(Heads, Rows, words: 1, least: 1);
        Assert.Equal(all, output.ToString().Contains("7674", StringComparison.Ordinal));
        Assert.Contains("[no2]", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MarkupInASentence_IsText()
    {
        Terminal(colours: true).Fail("no [bold]such[/] file");
        Assert.Contains("no [bold]such[/] file", output.ToString(), StringComparison.Ordinal);
    }

    Screen Terminal(bool colours, int width = 100)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(TextWriter.Synchronized(output)),
        });
        console.Profile.Width = width;
        return Screen.Of(console);
    }

    /// <summary>A number that others wait for.</summary>
    sealed class Signals
    {
        readonly SemaphoreSlim moved = new(0);
        int count;

        public int Count
        {
            get => Volatile.Read(ref count);
            set
            {
                Volatile.Write(ref count, value);
                moved.Release();
            }
        }

        public async Task WaitAsync(int least)
        {
            while (Count < least)
            {
                Assert.True(await moved.WaitAsync(TimeSpan.FromSeconds(30)), $"{Count} of {least}");
            }
        }
    }
}
