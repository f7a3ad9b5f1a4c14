using System.Security.Claims;
using System.Text;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Live;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.City;
using CityOps.Tests.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>What the rules page may do for whom, without the page.</summary>
public sealed class RuleDeskTests : IAsyncLifetime
{
    static readonly AlertRule Some = new()
    {
        Id = "", Version = 0, Name = "pm10 high", Quantity = "pm10", Condition = Condition.Above(50, 45), Severity = Severity.Minor,
    };

    readonly Person _person = new();
    CityFile _file = null!;
    RuleBook _book = null!;
    AuditTrail _trail = null!;
    RuleDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        (_book, _trail) = (new RuleBook(_file.Open(), TimeProvider.System), new AuditTrail(_file.Open(), TimeProvider.System));
        var authorization = new ServiceCollection().AddLogging().AddPolicies(development: false).BuildServiceProvider().GetRequiredService<IAuthorizationService>();
        // A link that nobody connects: hints are lost, and that hinders nothing.
        var hint = new ConfigHint(new LiveHints(new MqttLink(() => new MqttLinkOptions { Host = "127.0.0.1", Port = 1 }, TimeProvider.System, NullLogger<MqttLink>.Instance)), registry: null);
        _desk = new RuleDesk(_book, _trail, new Viewers(_person, authorization), new Administrators(_person, authorization), hint);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Roles.Viewer, true)]
    [InlineData(Roles.Operator, true)]
    [InlineData(Roles.Administrator, true)]
    public async Task Looking_IsForPeopleOfTheCity(string? role, bool may)
    {
        var rule = await _book.CreateAsync(Some);
        _person.Role = role;
        await AskAsync(() => _desk.ListAsync(default), may);
        await AskAsync(() => _desk.VersionsAsync(rule.Id, default), may);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Roles.Viewer, false)]
    [InlineData(Roles.Operator, false)]
    [InlineData(Roles.Administrator, true)]
    public async Task Changing_IsForAdministrators(string? role, bool may)
    {
        var rule = await _book.CreateAsync(Some);
        _person.Role = role;
        Assert.Equal(may, await _desk.MayChangeAsync());
        await AskAsync(() => _desk.CreateAsync(Some, default), may);
        await AskAsync(() => _desk.SaveAsync(rule.Id, Some, 1, default), may);
        await AskAsync(() => _desk.SwitchAsync(rule, default), may);
        await AskAsync(() => _desk.TakeOverAsync([], default), may);
        Assert.Equal(may ? 4 : 1, await _book.RevisionAsync());
    }

    [Fact]
    public async Task WhoWroteAVersion_IsToldToAdministrators()
    {
        _person.Role = Roles.Administrator;
        var rule = await _desk.CreateAsync(Some, default);
        await _book.UpdateAsync(rule.Id, Some, by: "another");
        Assert.Equal([(2, "another"), (1, "ana")], (await _desk.VersionsAsync(rule.Id, default)).Select(version => (version.Rule.Version, version.By)));
        _person.Role = Roles.Operator;
        Assert.All(await _desk.VersionsAsync(rule.Id, default), version => Assert.Null(version.By));
        _person.Role = Roles.Administrator;
        Assert.Empty(await _desk.VersionsAsync("nobody", default));
    }

    [Fact]
    public async Task Switched_IsDisabledAndEnabledAgain_AndAStaleVersionIsNotSaved()
    {
        _person.Role = Roles.Administrator;
        var rule = await _desk.CreateAsync(Some, default);
        var disabled = (await _desk.SwitchAsync(rule, default)).Rule!;
        Assert.Equal((2, false), (disabled.Version, disabled.Enabled));
        var enabled = (await _desk.SwitchAsync(disabled, default)).Rule!;
        Assert.Equal((3, true), (enabled.Version, enabled.Enabled));
        Assert.Equal(RuleUpdateOutcome.StaleRevision, (await _desk.SaveAsync(rule.Id, Some, 2, default)).Outcome);
        Assert.Equal(RuleUpdateOutcome.StaleRevision, (await _desk.SwitchAsync(disabled, default)).Outcome);
        Assert.Equal(["rule.update", "rule.disable", "rule.create"], (await _trail.FindAsync(new AuditQuery(Who: "ana"), 10)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task TakenOver_IsWhatTheReviewShowed_AndNothingThatMovedSince()
    {
        _person.Role = Roles.Administrator;
        var (one, two) = (await _desk.CreateAsync(Some with { Name = "one" }, default), await _desk.CreateAsync(Some with { Name = "two" }, default));
        var raised = Condition.Above(60, 45);
        var rows = Review(await _desk.ListAsync(default), one with { Condition = raised }, two with { Condition = raised }, Some with { Name = "three" }, Some with { Name = "four" });
        await _book.UpdateAsync(two.Id, two with { Source = "law" });
        await _book.CreateAsync(Some with { Name = "four", Source = "mine" });

        var (written, left) = await _desk.TakeOverAsync(rows, default);
        Assert.Equal((2, "two, four"), (written, string.Join(", ", left)));
        var rules = (await _desk.ListAsync(default)).OrderBy(rule => rule.Name, StringComparer.Ordinal).Select(rule => (rule.Name, rule.Version, rule.Source, rule.Condition.Limit.High));
        Assert.Equal([("four", 1, "mine", 50), ("one", 2, null, 60), ("three", 1, null, 50), ("two", 2, "law", 50)], rules);
    }

    static IReadOnlyList<RuleReviewRow> Review(IReadOnlyList<AlertRule> standing, params AlertRule[] file)
    {
        var texts = file.Select(rule => RuleJson.Write(rule, withIdAndVersion: rule.Id.Length > 0));
        Assert.True(RuleFile.TryRead(Encoding.UTF8.GetBytes($"[{string.Join(',', texts)}]"), out var rules, out _));
        return RuleReview.Of(rules, standing);
    }

    static async Task AskAsync(Func<Task> ask, bool may)
    {
        var refused = await Record.ExceptionAsync(ask);
        Assert.Equal(may ? null : typeof(UnauthorizedAccessException), refused?.GetType());
    }

    /// <summary>Who sits before the page; null = nobody is signed in.</summary>
    sealed class Person : AuthenticationStateProvider
    {
        public string? Role { get; set; }

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
            Role is null ? new ClaimsIdentity() : new ClaimsIdentity([new(ClaimTypes.Name, "ana"), new(ClaimTypes.Role, Role)], "test"))));
    }
}
