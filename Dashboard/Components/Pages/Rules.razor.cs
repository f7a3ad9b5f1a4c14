using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Rules;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The rules, each as one sentence; one of them with its versions; and for administrators their change. What is shown is in the address.</summary>
public sealed partial class Rules : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<AlertRule>? _rules;
    IReadOnlyList<RuleVersion> _versions = [];
    RuleCover? _cover;
    IDisposable? _beats;
    (string? Rule, string? Act)? _asked;
    bool _mayChange;
    bool _isRefused;
    bool _isMoved;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    RuleDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Script { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    string? Search { get; set; }

    [SupplyParameterFromQuery]
    string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "do")]
    string? Act { get; set; }

    bool IsChanging => Act is RuleLinks.Import or RuleLinks.Make or RuleLinks.Edit;

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        Count();
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second))
            {
                _ = InvokeAsync(OnSecond);
            }
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        // The filter alone asks for nothing new, and must not take the keyboard.
        if ((Rule, Act) != _asked)
        {
            var isFirst = _asked is null;
            (_asked, _rules) = ((Rule, Act), null);
            await LoadAsync();
            _isMoved = !isFirst;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Script.WatchAsync();
        }

        if (_isMoved)
        {
            _isMoved = false;
            await Script.FocusAsync("rules-title", "main");
        }
    }

    async Task LoadAsync()
    {
        // A change may come to its end after somebody has left.
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        var (rule, gone) = (Rule, _gone.Token);
        try
        {
            _mayChange = await Desk.MayChangeAsync();
            var versions = string.IsNullOrEmpty(rule) ? [] : await Desk.VersionsAsync(rule, gone);
            var rules = await Desk.ListAsync(gone);
            // Somebody who went on meanwhile does not get what he left.
            (_rules, _versions) = (rules, rule == Rule ? versions : _versions);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    void OnSecond()
    {
        if (!Script.IsHidden && !_gone.IsCancellationRequested && Count())
        {
            StateHasChanged();
        }
    }

    /// <summary>True where the registry is another one. A feed that has not read any yet is not a city without devices.</summary>
    bool Count()
    {
        var registry = Feed.Registry;
        if (ReferenceEquals(registry, Registry.Empty) || registry.Revision == _cover?.Registry.Revision)
        {
            return false;
        }

        _cover = new RuleCover(registry);
        return true;
    }

    void Find(string? search) => Navigation.NavigateTo(RuleLinks.List(search), replace: true);

    void ShowSaved(AlertRule rule) => Navigation.NavigateTo(RuleLinks.Rule(rule.Id, Search));
}
