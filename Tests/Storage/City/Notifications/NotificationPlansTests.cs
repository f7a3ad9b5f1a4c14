using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Storage.City;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Storage.City.Notifications;

/// <summary>Versions of the plan on a real database.</summary>
public sealed class NotificationPlansTests : IAsyncLifetime
{
    static readonly OwnChoices Choices = new("en", [new("sms", Severity.Critical)], null);

    CityFile _file = null!;
    NotificationPlans _plans = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _plans = new NotificationPlans(_file.Open(), TimeProvider.System);
        Assert.Equal(1, await _plans.ChangeAsync("admin", 0, _ => Plans.Small));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task OwnChange_IsAVersionOfThePlan_AndAnEntryInThePersonsName()
    {
        Assert.Equal(new OwnChange(OwnOutcome.Saved, 2), await _plans.ChangeOwnAsync("ana", "Ana", 1, Choices));
        var (plan, version) = await _plans.CurrentAsync();
        Assert.Equal((2, 2L), (version, await _plans.VersionAsync()));
        Assert.Equal(PlanJson.Write(Choices.In(Plans.Small, Plans.Small.Contact("ana")!)), PlanJson.Write(plan));
        var entry = (await new AuditTrail(_file.Open(), TimeProvider.System).FindAsync(new AuditQuery(), 10))[0];
        Assert.Equal(("ana", "notification.own", "notification:contact:ana"), (entry.Who, entry.Action, entry.Subject));
        Assert.Equal(OwnChoicesJson.Write(Choices), entry.After);

        // The same once more is no change.
        Assert.Equal(new OwnChange(OwnOutcome.Saved, 2), await _plans.ChangeOwnAsync("ana", "ana", 2, Choices));
        Assert.Equal(2, await _plans.VersionAsync());
    }

    [Fact]
    public async Task OwnChange_ThatCannotBe_ChangesNothing()
    {
        Assert.Equal(new OwnChange(OwnOutcome.Stale, 1), await _plans.ChangeOwnAsync("ana", "ana", 0, Choices));
        Assert.Equal(new OwnChange(OwnOutcome.NotInPlan, 1), await _plans.ChangeOwnAsync("bor", "bor", 1, Choices));
        Assert.Equal(new OwnChange(OwnOutcome.Refused, 1, ChoiceProblem.NoChannel), await _plans.ChangeOwnAsync("ana", "ana", 1, Choices with { Channels = [] }));
        Assert.Equal(1, await _plans.VersionAsync());
    }

    [Fact]
    public async Task TwoAtOnce_BothHold_OrOneIsStale()
    {
        var other = new NotificationPlans(_file.Open(), TimeProvider.System);
        var changes = await Task.WhenAll(_plans.ChangeOwnAsync("ana", "ana", 1, Choices), other.ChangeOwnAsync("ana", "ana", 1, Choices with { Language = "sl" }));
        Assert.Equal([OwnOutcome.Saved, OwnOutcome.Stale], changes.Select(change => change.Outcome).Order());
        Assert.Equal(2, await _plans.VersionAsync());
    }
}
