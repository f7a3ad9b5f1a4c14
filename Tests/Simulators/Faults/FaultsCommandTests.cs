using CityOps.Simulators.Faults;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Verbs;
using CityOps.Tests.Support;

namespace CityOps.Tests.Simulators.Faults;

public sealed class FaultsCommandTests : IDisposable
{
    readonly StringWriter output = new();
    readonly StringWriter error = new();
    readonly TempFolder folder = new();

    [Fact]
    public async Task List_HasEveryKindWithItsTruthAndAnExample()
    {
        Assert.Equal(0, await Run.InvokeAsync("faults --list"));
        Assert.All(FaultKind.All, kind => Assert.All(
            (string[])[$"{kind.Name}: {kind.Sentence}", kind.Truth, FaultsCommand.ExampleOf(kind)], words => Assert.Contains(words, output.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FileOfFaults_IsPlayedAndItsTruthTold()
    {
        await File.WriteAllTextAsync(folder.File("faults.json"), """[{"kind":"duplicate","for":"1h"}]""");
        await using var broker = await TestBroker.StartAsync();
        using var stop = new CancellationTokenSource();
        var command = Run.InvokeAsync(["--host", "127.0.0.1", "--port", Invariant(broker.Port), "--stations", "30", "--speed", "20", "--faults", folder.File("faults.json")], stop.Token);
        await broker.UntilAsync(() => broker.Readings.Count() >= 40);
        await stop.CancelAsync();
        Assert.Equal(0, await command.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("fault: duplicate at 30 devices of *", output.ToString(), StringComparison.Ordinal);
        var copies = broker.Readings.Count() - broker.Readings.Select(h => $"{h.Topic} {h.Text}").Distinct().Count();
        Assert.Contains($"the product is to show: duplicate {Invariant(copies)}", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"kind":"boredom"}]""", "faults.json: 'boredom' is no kind of fault")]
    [InlineData(null, "faults.json")]
    public async Task FileThatIsNone_EndsWithCode1(string? text, string words)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(folder.File("faults.json"), text);
        }

        Assert.Equal(1, await Run.InvokeAsync(["--faults", folder.File("faults.json")]));
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    CommandRun Run => new(output, error);
}
