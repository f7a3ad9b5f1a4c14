using CityOps.Core.Wire;
using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class HealthTextsTests
{
    static readonly string[] Parts = ["broker", "journal", "store", "cityDatabase", "evaluator", "live", "jobs"];

    [Theory]
    [InlineData("en-GB")]
    [InlineData("sl-SI")]
    public void EveryPartStateReasonAndTrouble_HasWords(string culture)
    {
        using var page = new PageCulture(culture);
        var texts = PageCulture.Texts;
        Assert.All(Parts, part => Assert.NotEqual(part, texts.Part(part)));
        Assert.All(Parts, part => Assert.All(Enum.GetValues<HealthStatus>(), status => Assert.NotEmpty(texts.PartMeaning(part, status))));
        Assert.All(Enum.GetValues<RejectReason>().Except([RejectReason.None]), reason => Assert.NotEqual(reason.ToWire(), texts.Reason(reason.ToWire())));
        Assert.All(TroubleWords.All, trouble => Assert.NotEqual(TroubleWords.Of(trouble), texts.Trouble(trouble)));
        Assert.All(Enum.GetValues<HealthStatus>(), status => Assert.False(texts["Status_" + status].ResourceNotFound));
    }

    [Fact]
    public void WhatNobodyHasWordsFor_IsShownAsItIsSpelt()
    {
        var texts = PageCulture.Texts;
        Assert.Equal(("backups", "", "too_green"), (texts.Part("backups"), texts.PartMeaning("backups", HealthStatus.Down), texts.Reason("too_green")));
    }

    [Theory]
    [InlineData("en-GB", "1 message waits for the store|3 messages refused for good")]
    [InlineData("sl-SI", "1 sporočilo čaka na shrambo|3 sporočila dokončno zavrnjena")]
    public void Facts_AreSaidAsAPersonSaysThem_AndNothingIsSaidOfNothing(string culture, string store)
    {
        using var page = new PageCulture(culture);
        Assert.Equal(store, Facts(("pendingMessages", 1), ("refusedMessages", 3), ("position", 77)));
        Assert.Equal(PageCulture.Texts.Count("Fact_Pending", 0), Facts(("pendingMessages", 0), ("refusedMessages", 0), ("forbidden", 0)));
    }

    [Theory]
    [InlineData("en-GB", "9 messages wait for the store|catching up, the oldest first|the oldest from ")]
    [InlineData("sl-SI", "9 sporočil čaka na shrambo|zaostanek se zmanjšuje, najprej najstarejše|najstarejše ob ")]
    public void StoreThatCatchesUp_SaysSoAndHowFarItIs(string culture, string store)
    {
        using var page = new PageCulture(culture);
        Assert.StartsWith(store, Facts(("pendingMessages", 9), ("draining", 1), ("oldestPendingAt", 1_764_000_000_000)), StringComparison.Ordinal);
        Assert.DoesNotContain("|", Facts(("pendingMessages", 9), ("draining", 0), ("oldestPendingAt", 1_764_000_000_000)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", 1, "1 block cannot be read: its readings are missing from answers")]
    [InlineData("en-GB", 7, "7 blocks cannot be read: their readings are missing from answers")]
    [InlineData("sl-SI", 2, "2 bloka nista berljiva: njunih meritev ni v odgovorih")]
    [InlineData("sl-SI", 5, "5 blokov ni berljivih: njihovih meritev ni v odgovorih")]
    public void BrokenBlocks_AreSaid_AndNothingWhereThereAreNone(string culture, int blocks, string said)
    {
        using var page = new PageCulture(culture);
        Assert.Equal(said, Facts(("damagedBlocks", blocks)));
        Assert.Equal("", Facts(("damagedBlocks", 0)));
    }

    [Fact]
    public void Sizes_AndDelays_HaveUnits()
    {
        using var page = new PageCulture("en-GB");
        Assert.Equal("10.5\u00A0MB on disk|79.0\u00A0GB free", Facts(("bytes", 10_500_000), ("freeBytes", 79_000_000_000)));
        Assert.Equal("no delay", Facts(("lagSeconds", 0.4)));
        Assert.Equal("42\u00A0s behind", Facts(("lagSeconds", 42.4)));
    }

    static string Facts(params (string Name, double Value)[] numbers) => string.Join('|', HealthFacts.Of(
        new ComponentHealth("store", HealthStatus.Ready, null, "", numbers.ToDictionary(n => n.Name, n => n.Value)), PageCulture.Texts, at => $"at {at}"));
}
