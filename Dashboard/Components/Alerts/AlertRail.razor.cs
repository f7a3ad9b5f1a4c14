using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;
using Severity = CityOps.Core.Alerts.Severity;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>The list of open alerts: how many of each severity, what and where, and one click to acknowledge.</summary>
public sealed partial class AlertRail
{
    /// <summary>More items than anybody reads; the filters reach the rest.</summary>
    const int MostShown = 100;

    readonly AlertOrder _order = new();
    readonly NewAlerts _new = new();
    readonly HashSet<string> _sent = [];
    bool _isPointed;
    bool _isFocused;
    bool _isReleased;
    bool _isSame;
    object? _drawn;
    string? _person;
    IReadOnlyList<Alert> _shown = [];

    [Inject]
    AlertActions Actions { get; set; } = null!;

    [Inject]
    AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Inject]
    ScreenMeter Meter { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    ISnackbar Snackbar { get; set; } = null!;

    /// <summary>All open alerts, in the order of the feed.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Alert> Alerts { get; set; } = [];

    [Parameter, EditorRequired]
    public Registry Registry { get; set; } = Registry.Empty;

    /// <summary>Only these are listed; none = all.</summary>
    [Parameter]
    public IReadOnlySet<Severity> Severities { get; set; } = new HashSet<Severity>();

    /// <summary>How many are shelved, or explained by another.</summary>
    [Parameter]
    public int Aside { get; set; }

    [Parameter]
    public SeriesId? Selected { get; set; }

    /// <summary>The address that shows a series in the chart.</summary>
    [Parameter, EditorRequired]
    public Func<SeriesId, string> Href { get; set; } = null!;

    [Parameter]
    public EventCallback<Severity> OnSeverity { get; set; }

    [Parameter]
    public EventCallback OnAll { get; set; }

    /// <summary>A sentence for the polite live region.</summary>
    [Parameter]
    public EventCallback<string> Say { get; set; }

    protected override async Task OnInitializedAsync() =>
        _person = (await Authentication.GetAuthenticationStateAsync()).User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : null;

    // The page draws with every frame of values; the list changes with its alerts, the filters, and once a second for the ages.
    protected override void OnParametersSet()
    {
        var drawn = (Alerts, Aside, Registry, Severities, Selected, Clock.Now / 1_000);
        _isSame = drawn.Equals(_drawn);
        _drawn = drawn;
    }

    protected override bool ShouldRender()
    {
        var isSame = _isSame;
        _isSame = false;
        return !isSame;
    }

    static string Pressed(bool isPressed) => isPressed ? "true" : "false";

    static string Number(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    (IReadOnlyList<Alert> Shown, int Waiting) Look()
    {
        _sent.RemoveWhere(id => Alerts.FirstOrDefault(alert => alert.Id == id) is not { Acknowledged: null });
        IReadOnlyList<Alert> wanted = Severities.Count == 0 ? Alerts : [.. Alerts.Where(alert => Severities.Contains(alert.Severity))];
        var (shown, waiting) = _order.Arrange(wanted, (_isPointed || _isFocused) && !_isReleased);
        _isReleased = false;
        _shown = shown;
        if (Meter.IsMeasuring)
        {
            _new.Look(Alerts, shown.Take(MostShown), Clock.Now);
        }

        return (shown, waiting);
    }

    void Release() => _isReleased = true;

    async Task AcknowledgeAsync(Alert alert)
    {
        if (_person is null || !_sent.Add(alert.Id))
        {
            return;
        }

        var next = NextAfter(alert);
        if (!await TryAcknowledgeAsync(alert))
        {
            _sent.Remove(alert.Id);
            Snackbar.Add(T["Acknowledge_Failed", AlertTitle.Of(alert)], MudBlazor.Severity.Error);
            return;
        }

        await Say.InvokeAsync(T["Acknowledged_Say", AlertTitle.Of(alert)]);
        await Page.FocusAsync(next is null ? "alerts" : AlertCard.ButtonId(next.Id), "alerts");
    }

    async Task<bool> TryAcknowledgeAsync(Alert alert)
    {
        try
        {
            return await Actions.AcknowledgeAsync(alert.Id, CancellationToken.None);
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            return false;
        }
    }

    /// <summary>The next one down the list that still waits for somebody, else the first such.</summary>
    Alert? NextAfter(Alert alert)
    {
        var open = _shown.Take(MostShown).Where(other => other.Acknowledged is null && !_sent.Contains(other.Id) || other.Id == alert.Id).ToList();
        var at = open.FindIndex(other => other.Id == alert.Id);
        open.RemoveAll(other => other.Id == alert.Id);
        return open.Count == 0 ? null : open[at < open.Count ? Math.Max(at, 0) : 0];
    }
}
