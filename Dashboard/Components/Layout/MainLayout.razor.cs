using System.Globalization;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Demo;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CityOps.Dashboard.Components.Layout;

/// <summary>The frame around every operator page: bar, menu, skip links, colours, and the stale look of a frozen picture.</summary>
public sealed partial class MainLayout : IDisposable
{
    bool _isDark;
    bool _isMenuOpen;
    bool _isStale;
    bool _isAdministrator;
    string _name = "";

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Inject]
    ScreenMeter Meter { get; set; } = null!;

    [Inject]
    DemoDesk Demo { get; set; } = null!;

    [CascadingParameter(Name = "IsDark")]
    bool IsDark { get; set; }

    [CascadingParameter]
    Task<AuthenticationState> Who { get; set; } = null!;

    string ThemeIcon => _isDark ? Icons.Material.Filled.LightMode : Icons.Material.Filled.DarkMode;

    string ThemeLabel => T[_isDark ? "Theme_Light" : "Theme_Dark"];

    string PathAndQuery => new Uri(Navigation.Uri).PathAndQuery;

    /// <summary>Of this site, as links have it; empty for operations.</summary>
    string Shown => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    bool IsOperations => Shown.Length == 0;

    RenderFragment LanguageItems => builder =>
    {
        foreach (var culture in Languages.All)
        {
            builder.OpenComponent<MudMenuItem>(0);
            builder.SetKey(culture.Name);
            builder.AddComponentParameter(1, nameof(MudMenuItem.Href), LanguageChoice.Href(culture.Name, PathAndQuery));
            builder.AddComponentParameter(2, nameof(MudMenuItem.ForceLoad), true);
            builder.AddComponentParameter(3, "lang", culture.TwoLetterISOLanguageName);
            builder.AddComponentParameter(4, nameof(MudMenuItem.ChildContent), (RenderFragment)(text => text.AddContent(0, NameOf(culture))));
            builder.CloseComponent();
        }
    };

    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    protected override void OnInitialized()
    {
        _isDark = IsDark;
        Page.Address = "./" + Assets[PageScript.Path];
        Navigation.LocationChanged += OnMoved;
    }

    // Comes again when the session has ended: what is shown is then nobody's.
    protected override async Task OnParametersSetAsync()
    {
        var person = (await Who).User;
        if (person.Identity is not { IsAuthenticated: true } && _name.Length > 0)
        {
            Navigation.NavigateTo($"{AccessServices.SignInPage}?returnUrl={Uri.EscapeDataString(PathAndQuery)}", forceLoad: true);
        }

        (_name, _isAdministrator) = (person.Identity?.Name ?? "", person.IsInRole(Roles.Administrator));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Meter.StartAsync();
        }
    }

    string? CurrentAt(string page) => Shown == page ? "page" : null;

    // A language is named in itself, without the region.
    static string NameOf(CultureInfo culture) =>
        culture.TextInfo.ToTitleCase(culture.Parent.NativeName);

    // With a <base> a bare #main would leave the page.
    string Anchor(string id) => $"{PathAndQuery}#{id}";

    // The language links carry the address to come back to.
    void OnMoved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(StateHasChanged);

    void OnStaleChanged(bool isStale) => _isStale = isStale;

    async Task SwitchThemeAsync()
    {
        _isDark = !_isDark;
        await Page.SetThemeAsync(_isDark);
    }
}
