using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>A hand-over as it was written: a record, so it follows nothing.</summary>
public sealed partial class HandoverRecord : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    Handover? _handover;
    long? _shown;
    bool _isLoading = true;
    bool _isRefused;
    bool _isAway;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    ShiftDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Parameter]
    public long Number { get; set; }

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _beats = Pulse.Subscribe(beat =>
    {
        if (beat.HasFlag(ScreenBeat.Second) && _isAway)
        {
            _ = InvokeAsync(TryAgainAsync);
        }
    });

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Number)
        {
            (_shown, _isLoading) = (Number, true);
            await LoadAsync();
        }
    }

    async Task TryAgainAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    async Task LoadAsync()
    {
        try
        {
            (_handover, _isAway) = (await Desk.GetAsync(Number, _gone.Token), false);
        }
        catch (UnauthorizedAccessException)
        {
            (_handover, _isRefused) = (null, true);
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
}
