using CityOps.Dashboard.Access;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Who has an account and which role; administrators invite, change and shut them.</summary>
public sealed partial class People : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<CityUser> _people = [];
    IReadOnlyList<string> _errors = [];
    bool _isRefused;
    bool _isBusy;
    string _name = "";
    string _fullName = "";
    PersonRole _role = PersonRole.Operator;
    string? _link;
    string _linkOf = "";

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    PeopleDesk Desk { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync() => DoAsync(() => Task.FromResult(IdentityResult.Success));

    Task InviteAsync() => DoAsync(async () =>
    {
        var (result, link) = await Desk.InviteAsync(_name, _fullName, _role, _gone.Token);
        if (result.Succeeded)
        {
            Show(_name, link);
            (_name, _fullName) = ("", "");
        }

        return result;
    });

    Task RenewAsync(CityUser person) => DoAsync(async () =>
    {
        var (result, link) = await Desk.RenewLinkAsync(person.Id, _gone.Token);
        Show(person.UserName!, link);
        return result;
    });

    Task SetRoleAsync(CityUser person, PersonRole role) => DoAsync(() => Desk.SetRoleAsync(person.Id, role, _gone.Token));

    Task SetDisabledAsync(CityUser person) => DoAsync(() => Desk.SetDisabledAsync(person.Id, !person.Disabled, _gone.Token));

    /// <summary>Does something and looks at all accounts anew.</summary>
    async Task DoAsync(Func<Task<IdentityResult>> act)
    {
        (_isBusy, _link) = (true, null);
        try
        {
            _errors = [.. (await act()).Errors.Select(error => error.Code)];
            _people = await Desk.ListAsync(_gone.Token);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (KeyNotFoundException)
        {
            _errors = ["ConcurrencyFailure"];
        }
        finally
        {
            _isBusy = false;
        }
    }

    void Show(string name, string? path) => (_linkOf, _link) = (name, path is null ? null : Navigation.ToAbsoluteUri(path.TrimStart('/')).AbsoluteUri);

    string StateOf(CityUser person) =>
        person.Disabled ? T["Person_Disabled"] :
        person.LockoutEnd > Time.GetUtcNow() ? T["Person_Locked"] :
        person.PasswordHash is null ? T["Person_Invited"] : T["Person_Active"];
}
