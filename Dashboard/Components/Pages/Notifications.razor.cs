using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Who is told of what: on duty now, who would be told, channels, what was sent, and the plan. Looks every three seconds, while somebody can see it.</summary>
public sealed partial class Notifications : IDisposable
{
    const int LookEvery = 3;

    readonly CancellationTokenSource _gone = new();
    NotificationView? _view;
    IDisposable? _beats;
    int _seconds;
    bool _mayChange;
    bool _isLooking;
    bool _isAway;
    bool _isRefused;

    [Inject]
    NotificationDesk Desk { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Script { get; set; } = null!;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _mayChange = await Desk.MayChangeAsync();
        await LookAsync();
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second) && ++_seconds % LookEvery == 0)
            {
                _ = InvokeAsync(FollowAsync);
            }
        });
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Script.WatchAsync();
        }
    }

    async Task FollowAsync()
    {
        if (!_isLooking && !_isRefused && !Script.IsHidden && !_gone.IsCancellationRequested)
        {
            await LookAsync();
            StateHasChanged();
        }
    }

    async Task LookAsync()
    {
        _isLooking = true;
        try
        {
            (_view, _isAway) = (await Desk.LookAsync(_gone.Token), false);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            _isAway = true;
        }
        finally
        {
            _isLooking = false;
        }
    }
}
