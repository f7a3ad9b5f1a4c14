using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CityOps.Dashboard.Components.History;

/// <summary>The pictures of the page of history. Numbers go from the readings API to the page's script; where somebody has moved to comes back.</summary>
public sealed partial class HistoryCharts : IAsyncDisposable
{
    const string Script = "ui/history.js";

    IJSObjectReference? _module;
    IJSObjectReference? _pictures;
    DotNetObjectReference<HistoryCharts>? _self;
    ElementReference _host;
    ElementReference _tools;
    object? _shown;
    bool _isMissing;
    bool _isMounting;

    [Inject]
    IJSRuntime Js { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Parameter, EditorRequired]
    public HistoryOptions Options { get; set; } = null!;

    /// <summary>Null = back to what was asked for.</summary>
    [Parameter]
    public EventCallback<HistoryPeriod?> OnZoom { get; set; }

    /// <summary>Somebody has moved about, Unix ms.</summary>
    [JSInvokable]
    public Task ZoomedAsync(double? from, double? to) =>
        OnZoom.InvokeAsync(from is { } first && to is { } last && double.IsFinite(first) && double.IsFinite(last) ? HistoryPeriod.Of((long)first, (long)last) : null);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_pictures is not null)
            {
                await _pictures.InvokeVoidAsync("dispose");
                await _pictures.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the pictures with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isMissing || ReferenceEquals(Options, _shown))
        {
            return;
        }

        _shown = Options;
        try
        {
            if (_pictures is not null)
            {
                await _pictures.InvokeVoidAsync("update", Options);
            }
            else if (!_isMounting)
            {
                // The page draws on while the script comes: it must be mounted once.
                _isMounting = true;
                _self = DotNetObjectReference.Create(this);
                _module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets[Script]);
                _pictures = await _module.InvokeAsync<IJSObjectReference>("mount", _host, _tools, _self, Options);
                // What was chosen while the script came.
                _shown = null;
                StateHasChanged();
            }
        }
        catch (JSException)
        {
            _isMissing = true;
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // Nobody is looking any more.
        }
    }
}
