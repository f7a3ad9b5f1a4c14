using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Components.Shifts;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The log book: what people write between what happens. The newest lines come by themselves, a few seconds later; a page of older ones stays as it is.</summary>
public sealed partial class ShiftLog : IDisposable
{
    const int LinesAPage = 100;

    readonly CancellationTokenSource _gone = new();
    readonly SlowLook _look = new();
    IDisposable? _beats;
    ShiftLogQuery _query = ShiftLogQuery.Everything;
    ShiftLogQuery? _asked;
    IReadOnlyList<LogLine> _lines = [];
    LogEntry? _correcting;
    string? _next;
    bool _mayWrite;
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

    [SupplyParameterFromQuery(Name = "show")]
    string? Shown { get; set; }

    [SupplyParameterFromQuery]
    string? From { get; set; }

    [SupplyParameterFromQuery]
    string? To { get; set; }

    [SupplyParameterFromQuery]
    string? Before { get; set; }

    string ExportHref => Navigation.GetUriWithQueryParameters(Navigation.ToAbsoluteUri(LogExport.Page).ToString(), (_query with { Before = null }).Parameters);

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _mayWrite = await Desk.ActorAsync() is not null;
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
        // The layout draws again and again; the lines are asked for when the address changes.
        _query = ShiftLogQuery.Read(Shown, From, To, Before);
        if (_query != _asked)
        {
            _asked = _query;
            await RefreshAsync();
        }
    }

    async Task FollowAsync()
    {
        // What is old stays as it was, and a page that somebody reads does not move away from under their eyes.
        if (!_isRefused && (_isAway || _query.Before is null) && await _look.HasMovedAsync(() => Desk.TryMarkAsync(_gone.Token)))
        {
            await RefreshAsync();
            StateHasChanged();
        }
    }

    async Task RefreshAsync()
    {
        var query = _query;
        try
        {
            var page = await Desk.FindAsync(query.ToLog(Clock, LinesAPage), _gone.Token);
            if (query != _query)
            {
                // Somebody has asked for something else meanwhile, and that answer is the one to show.
                return;
            }

            (_lines, _next, _isAway) = (page.Lines, page.Next?.ToString(), false);
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

    async Task CorrectAsync(LogEntry entry)
    {
        _correcting = entry;
        StateHasChanged();
        await Page.FocusAsync("log-text", "main");
    }

    async Task WrittenAsync()
    {
        _correcting = null;
        await RefreshAsync();
    }

    void Show(ShiftLogQuery query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.Parameters));
}
