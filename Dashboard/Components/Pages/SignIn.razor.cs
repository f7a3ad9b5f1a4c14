using CityOps.Dashboard.Access;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Configuration;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Where people come in: by name and password, by the key of the set-up, and in Development by one click.</summary>
public sealed partial class SignIn
{
    bool _isRefused;
    bool _byKey;
    bool _isFirst;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    KeySignIn Keys { get; set; } = null!;

    [Inject]
    PasswordSignIn Passwords { get; set; } = null!;

    [Inject]
    DemoPeople Demo { get; set; } = null!;

    [Inject]
    CitySettings Settings { get; set; } = null!;

    [Inject]
    SetupLink Setup { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(Name = "name")]
    string? Name { get; set; }

    [SupplyParameterFromForm(Name = "password")]
    string? Password { get; set; }

    [SupplyParameterFromForm(Name = "key")]
    string? Key { get; set; }

    [SupplyParameterFromForm(Name = "role")]
    string? Role { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = SignOn.Refused)]
    string? RefusedBy { get; set; }

    // In Development a person who never signed in is somebody, too, and may still sign in.
    string? SignedIn => Http.User.Identity is { IsAuthenticated: true, AuthenticationType: not DemoPersonHandler.SchemeName } person ? person.Name : null;

    protected override async Task OnInitializedAsync() => _isFirst = !Demo.Exist && await Setup.IsOpenAsync(Http.RequestAborted);

    async Task ByPasswordAsync() => Go(await Passwords.TryAsync(Http, Name, Password));

    async Task AsDemoAsync() => Go(await Demo.SignInAsync(Http, Role));

    async Task ByKeyAsync()
    {
        _byKey = true;
        Go(await Keys.TryAsync(Http, Key));
    }

    void Go(bool isSignedIn)
    {
        if (isSignedIn)
        {
            Navigation.NavigateTo(LanguageChoice.IsLocal(ReturnUrl) ? ReturnUrl! : "./");
        }

        _isRefused = !isSignedIn;
    }
}
