using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Tests.Core.Notifications;

/// <summary>From targets to people: duty, severity, quiet hours, and those who cannot be reached.</summary>
public sealed class AudienceTests
{
    static readonly HashSet<string> Channels = ["email", "sms", "room"];
    static readonly long Noon = Plans.At("2026-12-01T12:00:00+01:00");
    static readonly long Night = Plans.At("2026-12-01T23:30:20+01:00");

    [Fact]
    public void Severity_DecidesOnTheChannels()
    {
        Assert.Equal(["ana sms +38641000001", "ana email ana@example.org"], Told(Severity.Major, Noon, "contact:ana"));
        Assert.Equal(["ana email ana@example.org"], Told(Severity.Minor, Noon, "contact:ana"));
    }

    [Fact]
    public void Everybody_IsToldOnceForEachChannel() =>
        Assert.Equal(["ana email ana@example.org", "room", "bor email bor@example.org", "cene NoAddress"], Told(Severity.Minor, Noon, "roster:duty", "channel:room", "group:all"));

    [Fact]
    public void Quiet_WaitsForTheMorning_ButNotWhatIsCritical()
    {
        var morning = Plans.At("2026-12-02T06:00:00+01:00");
        Assert.Equal(morning, Assert.Single(Of(Plans.Small, Severity.Major, Night, "contact:bor")).Due);
        Assert.Equal(Night, Assert.Single(Of(Plans.Small, Severity.Critical, Night, "contact:bor")).Due);
        Assert.Equal(Noon, Assert.Single(Of(Plans.Small, Severity.Major, Noon, "contact:bor")).Due);
    }

    [Fact]
    public void Roster_IsAskedForTheMoment()
    {
        Assert.Equal("ana", Assert.Single(Of(Plans.Small, Severity.Minor, Noon, "roster:duty")).Contact!.Id);
        Assert.Equal("bor", Assert.Single(Of(Plans.Small, Severity.Minor, Plans.At("2026-12-07T08:00:00+01:00"), "roster:duty")).Contact!.Id);
    }

    [Fact]
    public void ChannelThatIsNotConfigured_IsAProblem_AndAnotherOfThePersonTakesItsPlace()
    {
        var audience = new Audience(Plans.Small, new HashSet<string> { "email" }, Plans.Ljubljana);
        Assert.Equal(["email"], audience.Of([new RouteTarget(TargetKind.Contact, "ana")], Severity.Major, Noon).Select(call => call.Channel));
        Assert.Equal(CallProblem.NoChannel, Assert.Single(audience.Of([new RouteTarget(TargetKind.Channel, "room")], Severity.Major, Noon)).Problem);
        var none = new Audience(Plans.Small, new HashSet<string>(), Plans.Ljubljana);
        Assert.Equal(CallProblem.NoChannel, Assert.Single(none.Of([new RouteTarget(TargetKind.Contact, "bor")], Severity.Major, Noon)).Problem);
    }

    [Fact]
    public void Report_GoesByMailAndToRooms_AfterQuietHours_WhateverPeopleWantToBeWokenFor()
    {
        var audience = new Audience(Plans.Small, Channels, Plans.Ljubljana);
        var calls = audience.OfReport([new(TargetKind.Group, "all"), new(TargetKind.Channel, "room"), new(TargetKind.Contact, "ana")], Night);
        Assert.Equal(["ana email", "bor email", "cene ", " room"], calls.Select(call => $"{call.Contact?.Id} {call.Channel}"));
        Assert.Equal([Night, Plans.At("2026-12-02T06:00:00+01:00"), Night, Night], calls.Select(call => call.Due));
        Assert.Equal(CallProblem.NoAddress, calls[2].Problem);
        var noMail = new Audience(Plans.Small, new HashSet<string>(), Plans.Ljubljana);
        Assert.Equal(CallProblem.NoChannel, Assert.Single(noMail.OfReport([new(TargetKind.Contact, "ana")], Night)).Problem);
    }

    [Fact]
    public void InsteadOf_IsEveryOtherWay_WhateverTheSeverity()
    {
        var audience = new Audience(Plans.Small, Channels, Plans.Ljubljana);
        Assert.Equal(["sms"], audience.InsteadOf(Plans.Small.Contact("ana")!, "email", Severity.Warning, Noon).Select(call => call.Channel));
        Assert.Empty(audience.InsteadOf(Plans.Small.Contact("bor")!, "email", Severity.Warning, Noon));
    }

    [Fact]
    public void Forecast_SaysStepsTimesAndProblems()
    {
        var route = Assert.Single(Forecast.Of(Plans.Small, Channels, Plans.Ljubljana, "water", "Center", Severity.Major, Noon));
        Assert.Equal("water", route.Route.Id);
        Assert.Equal([Noon + 2_000, Noon + 2_000 + 300_000], route.Steps.Select(step => step.At));
        Assert.Equal(["ana", "ana"], route.Steps[0].Calls.Select(call => call.Contact!.Id));
        Assert.Equal(["ana", "ana", "bor", "cene"], route.Steps[1].Calls.Select(call => call.Contact!.Id));
        Assert.Equal("rest", Assert.Single(Forecast.Of(Plans.Small, Channels, Plans.Ljubljana, "water", null, Severity.Minor, Noon)).Route.Id);
        Assert.Equal("rest", Assert.Single(Forecast.Of(Plans.Small, Channels, Plans.Ljubljana, null, null, Severity.Major, Noon)).Route.Id);
        Assert.Empty(Forecast.Of(NotificationPlan.Empty, Channels, Plans.Ljubljana, "water", null, Severity.Major, Noon));
    }

    static IEnumerable<string> Told(Severity severity, long now, params string[] targets) => Of(Plans.Small, severity, now, targets)
        .Select(call => string.Join(' ', new[] { call.Contact?.Id, call.Channel, call.To, call.IsPossible ? null : call.Problem.ToString() }.OfType<string>()));

    static IReadOnlyList<Call> Of(NotificationPlan plan, Severity severity, long now, params string[] targets) => new Audience(plan, Channels, Plans.Ljubljana).Of(
        targets.Select(target => target.Split(':')).Select(parts => new RouteTarget(Enum.Parse<TargetKind>(parts[0], ignoreCase: true), parts[1])), severity, now);
}
