using CityOps.Benchmarks.Intake;

namespace CityOps.Tests.Benchmarks.Intake;

public sealed class IntakeReportTests
{
    static readonly Dictionary<Part, double> Cpu = new() { [Part.Worker] = 9, [Part.Broker] = 12.5, [Part.Store] = 5 };

    static StepResult City(int rate, double sustained, double committed) => new(
        IntakeRun.OnInflux, rate, 1_000_000, sustained, null, Cpu, 4, 180, new(committed, committed * 2), new(40, 80), new(2, 3));

    static StepResult Peer(int rate, double sustained) => new(
        IntakeRun.Peer, rate, 1_000_000, sustained, null, new Dictionary<Part, double>(Cpu) { [Part.Worker] = 24 }, 4, 20, null, new(60, 120), new(2, 3));

    [Fact]
    public void Turns_BecomeMediansAgainstBudgetAndPeer()
    {
        var text = IntakeReport.Write([City(0, 50_000, 20), Peer(0, 30_000), City(0, 54_000, 20), Peer(0, 28_000), City(5_000, 5_000, 20), City(5_000, 5_000, 30)], "# Intake");
        Assert.StartsWith("# Intake\n", text, StringComparison.Ordinal);
        Assert.Contains("| messages/s into InfluxDB | 52,000 | ≥ 50,000 | 29,000 |", text, StringComparison.Ordinal);
        Assert.Contains("| worker CPU s per million, into InfluxDB | 9.0 | ≤ 10 | 24.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| publish → committed at 5,000/s, p50 ms | 25.0 | ≤ 25 | – |", text, StringComparison.Ordinal);
        Assert.Contains("| messages/s into the embedded store | – | ≥ 50,000 | – |", text, StringComparison.Ordinal);
        Assert.Contains("| mosquitto → Ingestion → InfluxDB | 52,000 (50,000–54,000) | 12.5 | 9.0 | 5.0 | 4.0 | 180 |", text, StringComparison.Ordinal);
        Assert.Contains("| mosquitto → Ingestion → InfluxDB | 5,000 | 2.0 / 3.0 | 25.0 / 50.0 | 40.0 / 80.0 |", text, StringComparison.Ordinal);
        Assert.Contains("6,000,000 messages in 6 steps: sent = acknowledged = received = stored in each", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_IsNamedAndNotAveragedAway()
    {
        var text = IntakeReport.Write([City(0, 50_000, 20), Peer(1_000, 900) with { Trouble = "17 not stored" }], "# Intake");
        Assert.Contains("- mosquitto → paho script → InfluxDB, 1000/s: 17 not stored", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sent = acknowledged", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OneProcess_HasNoPartsToTellApart()
    {
        var alone = City(0, 20_000, 20) with { Subject = IntakeRun.Standalone, CpuPerMillion = new Dictionary<Part, double> { [Part.Worker] = 22 } };
        Assert.Contains("| city alone: own broker, embedded store | 20,000 | in worker | 22.0 | in worker | 4.0 |", IntakeReport.Write([alone], "#"), StringComparison.Ordinal);
    }
}
