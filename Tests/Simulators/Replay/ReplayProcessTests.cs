using CityOps.Simulators.Verbs;
using CityOps.Tests.Simulators.Mosquitto;
using CityOps.Tests.Simulators.Mqtt;

namespace CityOps.Tests.Simulators.Replay;

/// <summary>The command as a service manager or a script runs it: its output is a pipe.</summary>
public sealed class ReplayProcessTests : IDisposable
{
    readonly TempFolder folder = new();

    public ReplayProcessTests()
    {
        Written.Save(folder, "mapping.json", Written.Mapping);
        Written.SaveGzip(folder, "rows.csv.gz", Written.Rows);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Pipe_GetsLinesWithoutEscapeCodes_AndTheExitCode()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var replay = new SimulatorsProcess($"{Words} --times original --port {broker.Port}");
        Assert.Equal(ExitCodes.Done, await replay.ExitAsync());
        await replay.SaidAsync("Finished: 5 of 5 rows; sent 2, acknowledged 2, unsent 0");
        Assert.DoesNotContain('\e', replay.Output);
    }

    [Fact]
    public async Task Terminated_ItEndsWithItsAccount()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var replay = new SimulatorsProcess($"{Words} --speed 1 --port {broker.Port}");
        await broker.UntilAsync(() => broker.Readings.Count() == 2);
        Assert.Equal(ExitCodes.Done, await replay.StopAsync());
        await replay.SaidAsync("Stopped: 2 of 5 rows; sent 2, acknowledged 2, unsent 0");
        Assert.Equal(2, broker.Statuses.Count(heard => heard.Text == "offline"));
    }

    [Fact]
    public async Task NoBroker_IsCode2()
    {
        await using var replay = new SimulatorsProcess($"{Words} --wait 0s --port {FreePort.Next()}");
        Assert.Equal(ExitCodes.Unreachable, await replay.ExitAsync());
        await replay.SaidAsync("--host and --port say where to look");
        Assert.DoesNotContain("   at ", replay.Output, StringComparison.Ordinal);
    }

    string Words => $"replay {folder.File("rows.csv.gz")} --mapping {folder.File("mapping.json")} --host 127.0.0.1";
}
