using CityOps.Benchmarks.Intake;
using CityOps.Benchmarks.Rig;

namespace CityOps.Tests.Benchmarks.Intake;

/// <summary>The benchmark itself, very short: its account is right, whatever its speed.</summary>
public sealed class IntakeRunTests
{
    static readonly IntakeOptions Short = new() { WarmSeconds = 1, Seconds = 1, Rates = [2_000], Messages = 4_000, Repetitions = 1 };

    [Fact]
    public async Task CityOnInflux_StoresWhatIsSent()
    {
        _ = (Servers.Mosquitto, Servers.Influxd);
        using var output = new StringWriter();
        var results = await new IntakeRun(Short with { Only = [IntakeRun.OnInflux] }, output, TimeProvider.System).RunAsync(withPeer: false, CancellationToken.None);
        Assert.Equal([(0, 4_000), (2_000, 2_000)], results.Select(result => (result.Rate, result.Messages)));
        Assert.All(results, result =>
        {
            Assert.Null(result.Trouble);
            Assert.Equal([Part.Broker, Part.Worker, Part.Store], result.CpuPerMillion.Keys.Order());
            Assert.All([result.Committed!.Value.P50, result.Stored.P50, result.Acknowledged.P99, result.WorkerPeakMegabytes], number => Assert.True(number > 0));
        });
    }

    [Fact]
    public async Task Peer_StoresWhatIsSent()
    {
        _ = (Servers.Mosquitto, Servers.Influxd);
        Assert.SkipWhen(await PeerSubject.VersionAsync(Short.Python) is null, $"{Short.Python} has no paho (Debian package python3-paho-mqtt)");
        using var output = new StringWriter();
        var results = await new IntakeRun(Short with { Only = [IntakeRun.Peer] }, output, TimeProvider.System).RunAsync(withPeer: true, CancellationToken.None);
        Assert.Equal([4_000, 2_000], results.Select(result => result.Messages));
        Assert.All(results, result => Assert.True(result is { Trouble: null, Committed: null }, result.Trouble));
    }

    [Fact]
    public async Task WhereThereIsNoPaho_ThereIsNoPeer() => Assert.Null(await PeerSubject.VersionAsync("no-such-python"));
}
