using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Shifts;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>What the running shift hands over, taking it over, and the hand-overs before. Follows what happens, a few seconds later.</summary>
public sealed partial class ShiftHandover : IDisposable
{
    const int HandoversAPage = 20;

    readonly CancellationTokenSource _gone = new();
    readonly SlowLook _look = new();
    IDisposable? _beats;
    RunningShift? _shift;
    IReadOnlyList<HandoverHead> _earlier = [];
    Actor? _actor;
    long? _asked;
    bool _hasMore;
    bool _isRefused;
    bool _isAway;
    bool _isLoading = true;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    ShiftDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    /// <summary>Of the earlier ones, those with numbers below it.</summary>
    [SupplyParameterFromQuery]
    long? Before { get; set; }

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await Desk.ActorAsync();
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second) && _look.IsDue(_isAway))
            {
                _ = InvokeAsync(FollowAsync);
            }
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_isLoading || _asked != Before)
        {
            _asked = Before;
            await RefreshAsync();
        }
    }

    async Task FollowAsync()
    {
        if (!_isRefused && await _look.HasMovedAsync(() => Desk.TryMarkAsync(_gone.Token)))
        {
            await RefreshAsync();
            StateHasChanged();
        }
    }

    async Task RefreshAsync()
    {
        try
        {
            var found = await Desk.ListAsync(Before, HandoversAPage + 1, _gone.Token);
            (_earlier, _hasMore) = ([.. found.Take(HandoversAPage)], found.Count > HandoversAPage);
            (_shift, _isAway) = (await Desk.NowAsync(_gone.Token), false);
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

        _isLoading = false;
    }

    void Show(long? before) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("before", before));
}
