using Microsoft.JSInterop;

namespace CityOps.Dashboard.Components.Screen;

/// <summary>What the page's own script does for the circuit. Without the script (a build without it) nothing happens.</summary>
public sealed class PageScript(IJSRuntime js) : IAsyncDisposable
{
    public const string Path = "ui/page.js";

    IJSObjectReference? _module;
    DotNetObjectReference<PageScript>? _self;
    bool _isMissing;

    /// <summary>The script's address with its fingerprint: under another address its state would exist twice.</summary>
    public string Address { get; set; } = "./" + Path;

    /// <summary>The page lies behind another, or its window is closed to the dock. Known once <see cref="WatchAsync"/> was called.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>Has the page tell whether it can be seen.</summary>
    public ValueTask WatchAsync() => CallAsync("watchVisibility", _self ??= DotNetObjectReference.Create(this));

    /// <summary>Called by the page.</summary>
    [JSInvokable]
    public void SetHidden(bool isHidden) => IsHidden = isHidden;

    /// <summary>Has the page tell when what is marked with times was painted.</summary>
    internal ValueTask MeasureAsync(DotNetObjectReference<ScreenMeter> meter) => CallAsync("measure", meter);

    public ValueTask SetThemeAsync(bool isDark) => CallAsync("setTheme", isDark);

    /// <summary>The screen stays on while the page is seen, where the browser can do that.</summary>
    public ValueTask KeepAwakeAsync() => CallAsync("keepAwake");

    /// <summary>A tone for a new alert, where who looks wants to hear one.</summary>
    public ValueTask SoundAsync(bool critical) => CallAsync("sound", critical);

    /// <summary>From now on, or no longer, this tab may be the one of its browser that shows alerts outside the page.</summary>
    public ValueTask FollowOutsideAsync(bool isFollowing) => CallAsync("followOutside", isFollowing);

    /// <summary>Which new alerts this tab is to show outside the page now: <c>all</c> or <c>critical</c>; else none.</summary>
    public async ValueTask<string?> WantedOutsideAsync()
    {
        string? wanted = null;
        await TryAsync(async module => wanted = await module.InvokeAsync<string?>("wantedOutside"));
        return wanted;
    }

    /// <summary>Shows notifications of the browser, and closes those with the tags.</summary>
    internal ValueTask ShowOutsideAsync(IReadOnlyList<OutsideNotice> shown, IReadOnlyList<string> over) => CallAsync("showOutside", shown, over);

    /// <summary>Moves the keyboard to an element, or where that is gone to the second.</summary>
    public ValueTask FocusAsync(string id, string fallback) => CallAsync("focusOn", id, fallback);

    /// <summary>Opens the browser's dialog for paper.</summary>
    public ValueTask PrintAsync() => CallAsync("printPage");

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is not null)
        {
            try
            {
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and the module with it.
            }
        }
    }

    ValueTask CallAsync(string function, params object?[] arguments) => TryAsync(module => module.InvokeVoidAsync(function, arguments));

    async ValueTask TryAsync(Func<IJSObjectReference, ValueTask> call)
    {
        if (_isMissing)
        {
            return;
        }

        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", Address);
            await call(_module);
        }
        catch (JSException)
        {
            _isMissing = _module is null;
        }
        catch (JSDisconnectedException)
        {
            // Nobody is looking any more.
        }
        catch (OperationCanceledException)
        {
            // A page that is frozen has not answered for a minute.
        }
    }
}
