using System.Security.Claims;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using CityOps.Tests.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>What the pages of the log book and of the shifts may do for whom, without the pages.</summary>
public sealed class ShiftDeskTests : IAsyncLifetime
{
    readonly Person _person = new();
    CityFile _file = null!;
    LogBook _log = null!;
    ShiftBook _shifts = null!;
    ShiftDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        (_log, _shifts) = (new LogBook(_file.Open(), TimeProvider.System), new ShiftBook(_file.Open(), TimeProvider.System));
        var authorization = new ServiceCollection().AddLogging().AddPolicies(development: false).BuildServiceProvider().GetRequiredService<IAuthorizationService>();
        _desk = new ShiftDesk(_log, _shifts, new Viewers(_person, authorization), new Operators(_person, authorization), new Administrators(_person, authorization));
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
    public async Task Reading_IsForPeopleOfTheCity(string? role, bool may)
    {
        _person.Role = role;
        await AskAsync(() => _desk.FindAsync(new LogQuery(), default), may);
        await AskAsync(() => _desk.NowAsync(default), may);
        await AskAsync(() => _desk.ListAsync(null, 10, default), may);
        await AskAsync(() => _desk.GetAsync(1, default), may);
        Assert.Equal(may, await _desk.TryMarkAsync(default) is not null);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Roles.Viewer, false)]
    [InlineData(Roles.Operator, true)]
    [InlineData(Roles.Administrator, true)]
    public async Task WritingAndTakingOver_AreForOperators_InTheirOwnNames(string? role, bool may)
    {
        _person.Role = role;
        Assert.Equal(may ? "ana" : null, (await _desk.ActorAsync())?.Name);
        await AskAsync(() => _desk.WriteAsync(new LogDraft("x"), default), may);
        await AskAsync(() => _desk.TakeOverAsync("y", 0, default), may);
        string[] names = [.. (await _log.FindAsync(new LogQuery())).Lines.Select(line => line.By!)];
        Assert.Equal(may ? ["ana", "ana"] : [], names);
    }

    [Fact]
    public async Task WhoWroteARule_IsToldToAdministrators()
    {
        await new RuleBook(_file.Open(), TimeProvider.System).CreateAsync(
            new AlertRule { Id = "", Version = 0, Name = "pm10 high", Quantity = "pm10", Condition = Condition.Above(50, 45), Severity = Severity.Minor }, "bor");
        foreach (var (role, told) in ((string, string?)[])[(Roles.Operator, null), (Roles.Administrator, "bor")])
        {
            _person.Role = role;
            Assert.Equal(told, Assert.Single((await _desk.FindAsync(new LogQuery(), default)).Lines).By);
        }
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
