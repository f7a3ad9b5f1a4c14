using CityOps.Simulators.Verbs;
using CityOps.Tests.Simulators.Mosquitto;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Replay;

namespace CityOps.Tests.Simulators.Import;

/// <summary>The command as a service manager or a script runs it: its output is a pipe.</summary>
public sealed class ImportProcessTests : IDisposable
{
    readonly TempFolder folder = new();

    public ImportProcessTests() => Written.SaveGzip(folder, "rows.csv.gz", Exported.Rows);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Pipe_GetsLinesWithoutEscapeCodes_AndTheExitCode()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var import = new SimulatorsProcess($"import {folder.File("rows.csv.gz")} --host 127.0.0.1 --port {broker.Port}");
        Assert.Equal(ExitCodes.Done, await import.ExitAsync());
        await import.SaidAsync("Finished: 3 of 3 rows; sent 2, acknowledged 2, unsent 0");
        Assert.DoesNotContain('\e', import.Output);
    }

    [Fact]
    public async Task NoBroker_IsCode2()
    {
        await using var import = new SimulatorsProcess($"import {folder.File("rows.csv.gz")} --wait 0s --host 127.0.0.1 --port {FreePort.Next()}");
        Assert.Equal(ExitCodes.Unreachable, await import.ExitAsync());
        await import.SaidAsync("--host and --port say where to look");
        Assert.DoesNotContain("   at ", import.Output, StringComparison.Ordinal);
    }
}
