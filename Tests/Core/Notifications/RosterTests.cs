using CityOps.Core.Notifications;

namespace CityOps.Tests.Core.Notifications;

/// <summary>Who is on duty, in civil time.</summary>
public sealed class RosterTests
{
    static readonly Roster Duty = new() { Id = "duty", Name = "Duty", Contacts = ["ana", "bor", "cene"], Start = new DateOnly(2026, 3, 2), HandOver = 8 * 60 };

    [Theory]
    [InlineData("2026-03-02T08:00:00+01:00", "ana")]
    [InlineData("2026-03-02T07:59:00+01:00", "cene")]
    [InlineData("2026-03-09T07:59:59+01:00", "ana")]
    [InlineData("2026-03-09T08:00:00+01:00", "bor")]
    [InlineData("2026-03-23T08:00:00+01:00", "ana")]
    [InlineData("2026-02-23T09:00:00+01:00", "cene")]
    [InlineData("2025-03-03T09:00:00+01:00", "cene")]
    public void Turns_GoByWeeks_AlsoBeforeTheStart(string moment, string onDuty) => Assert.Equal(onDuty, Duty.OnDuty(Plans.At(moment), Plans.Ljubljana));

    [Theory]
    [InlineData("2026-03-30T07:59:00+02:00", "ana")]
    [InlineData("2026-03-30T08:00:00+02:00", "bor")]
    public void HandOver_IsAtTheSameHourOfTheClock_AfterSummerTimeHasBegun(string moment, string onDuty) => Assert.Equal(onDuty, Duty.OnDuty(Plans.At(moment), Plans.Ljubljana));

    [Fact]
    public void HandOverInTheSkippedHour_IsOnceThatDay()
    {
        var night = Duty with { HandOver = 150, Start = new DateOnly(2026, 3, 29), Days = 1 };
        Assert.Equal("cene", night.OnDuty(Plans.At("2026-03-29T01:59:59+01:00"), Plans.Ljubljana));
        Assert.Equal("ana", night.OnDuty(Plans.At("2026-03-29T03:00:00+02:00"), Plans.Ljubljana));
        Assert.Equal(Plans.At("2026-03-29T03:00:00+02:00"), night.NextChange(Plans.At("2026-03-29T01:00:00+01:00"), Plans.Ljubljana));
    }

    [Fact]
    public void Holiday_HasPeopleOfItsOwn_FromHandOverToHandOver()
    {
        var duty = Duty with { Holidays = ["bor"] };
        Assert.Equal("ana", duty.OnDuty(Plans.At("2026-12-25T07:00:00+01:00"), Plans.Ljubljana) is var before && before != "bor" ? "ana" : before);
        Assert.Equal("bor", duty.OnDuty(Plans.At("2026-12-25T08:00:00+01:00"), Plans.Ljubljana));
        Assert.Equal("bor", duty.OnDuty(Plans.At("2026-12-26T23:00:00+01:00"), Plans.Ljubljana));
        Assert.Equal("bor", duty.OnDuty(Plans.At("2026-12-27T07:59:00+01:00"), Plans.Ljubljana));
        Assert.Equal(Duty.OnDuty(Plans.At("2026-12-27T08:00:00+01:00"), Plans.Ljubljana), duty.OnDuty(Plans.At("2026-12-27T08:00:00+01:00"), Plans.Ljubljana));
    }

    [Fact]
    public void StandIn_HoldsForItsTime_AndTheLaterOneWins()
    {
        var (from, until) = (Plans.At("2026-03-04T18:00:00+01:00"), Plans.At("2026-03-05T06:00:00+01:00"));
        var duty = Duty with { Overrides = [new RosterOverride(from, until, "bor"), new RosterOverride(from + 3_600_000, until, "cene")] };
        Assert.Equal("ana", duty.OnDuty(from - 1, Plans.Ljubljana));
        Assert.Equal("bor", duty.OnDuty(from, Plans.Ljubljana));
        Assert.Equal("cene", duty.OnDuty(from + 3_600_000, Plans.Ljubljana));
        Assert.Equal("ana", duty.OnDuty(until, Plans.Ljubljana));
        Assert.Equal(from, duty.NextChange(from - 1, Plans.Ljubljana));
        Assert.Equal(until, duty.NextChange(until - 1, Plans.Ljubljana));
    }

    [Fact]
    public void NextChange_OfOneWhoIsAlone_IsNever() => Assert.Null((Duty with { Contacts = ["ana"] }).NextChange(Plans.At("2026-03-04T18:00:00+01:00"), Plans.Ljubljana));
}
