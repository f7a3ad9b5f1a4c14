using System.Security.Cryptography;
using CityOps.Core.Alerts;
using static CityOps.Tests.Core.Alerts.WrittenHistory;

namespace CityOps.Tests.Core.Alerts;

public sealed class EvaluatorSnapshotTests
{
    const string Long = "0 40, 60 61, 120 62 suspect, 180 40, 240 61, 300 62, 360 40, silent 5000, 5060 70";
    static readonly Guid Journal = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    public void AMemory_IsReadAsItWasWritten()
    {
        var bytes = Save(Run("above 50/45 on 60 off 60 every 60", Long).Evaluator);
        Assert.True(AlertEvaluator.TryLoad(bytes, AnnounceWithin, WrittenHistory.Zone, out var loaded, out _));
        Assert.Equal((Journal, 4711), (loaded.JournalId, loaded.Position));
        Assert.Equal(bytes, Save(loaded.Evaluator));
    }

    [Theory]
    [InlineData("above 50 on 3600", "0 61, 60 62")]
    [InlineData("above 50", "0 61")]
    [InlineData("above 50 off 3600", "0 61, 60 40")]
    [InlineData("above 50 every 60", "0 61, silent 900")]
    public void EveryPhase_IsReadAsItWasWritten(string rule, string history)
    {
        var evaluator = Run(rule, history).Evaluator;
        Assert.Equal(Save(evaluator), Save(Reload(evaluator)));
        Assert.NotEqual(Save(Run(rule, "0 40").Evaluator), Save(evaluator));
    }

    [Fact]
    public void AnEmptyMemory_IsReadAsItWasWritten()
    {
        var empty = Reload(new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone));
        Assert.Equal(0, empty.SeriesCount);
        Assert.Empty(empty.Rules);
    }

    [Fact]
    public void ANewerFormat_IsRefusedInWords()
    {
        var bytes = Save(Run("above 50", Long).Evaluator);
        bytes[0] = 4;
        Assert.False(AlertEvaluator.TryLoad(bytes, AnnounceWithin, WrittenHistory.Zone, out var loaded, out var problem));
        Assert.Null(loaded);
        Assert.Contains("newer version", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOlderFormat_IsRead()
    {
        var bytes = Save(Run("above 50 on 3600", "0 61, 60 62").Evaluator);
        bytes[0] = 2;
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).CopyTo(bytes, bytes.Length - SHA256.HashSizeInBytes);
        Assert.True(AlertEvaluator.TryLoad(bytes, AnnounceWithin, WrittenHistory.Zone, out var loaded, out var problem), problem);
        bytes[0] = 3;
        Assert.Equal(bytes[..^SHA256.HashSizeInBytes], Save(loaded.Evaluator)[..^SHA256.HashSizeInBytes]);
    }

    [Fact]
    public void AnyDamage_IsRefusedInWords()
    {
        var bytes = Save(Run("above 50", Long).Evaluator);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x40;
            Assert.False(AlertEvaluator.TryLoad(damaged, AnnounceWithin, WrittenHistory.Zone, out _, out var problem), $"byte {i}");
            Assert.StartsWith("The evaluator's snapshot", problem, StringComparison.Ordinal);
            Assert.False(AlertEvaluator.TryLoad(bytes.AsSpan(0, i), AnnounceWithin, WrittenHistory.Zone, out _, out _), $"first {i} bytes");
        }
    }

    [Fact]
    public void ARuleFilledToTheBrim_ComesBackWhole()
    {
        var rule = Rule("below 2.5/2.7 on 90000 off 60") with
        {
            Id = "brim", Version = 7, Domain = "air", Devices = ["a*", "b"], Stations = ["s"], Districts = ["Šiška", "*"],
            Procedure = new LocalText("Do <this>.\nThen that.", "Naredi to."), Source = "domain.md & \"others\"",
        };
        var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([rule], Origin, []);
        Assert.Equivalent(rule, Assert.Single(Reload(evaluator).Rules), strict: true);
    }

    [Fact]
    public void ThousandSeriesWithThreeRulesEach_TakeLessThanAKilobytePerSeriesAndRule()
    {
        var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([.. Enumerable.Range(0, 3).Select(i => Rule($"above {50 + i}") with { Id = $"r{i}" })], Origin, []);
        RandomWalk.Feed(evaluator, series: 1_000, readings: 40, seed: 1, []);
        Assert.InRange(Save(evaluator).Length, 1_000 * 200, 1_000 * 3 * 1_024);
    }

    static byte[] Save(AlertEvaluator evaluator)
    {
        using var bytes = new MemoryStream();
        evaluator.Save(bytes, Journal, 4711);
        return bytes.ToArray();
    }
}
