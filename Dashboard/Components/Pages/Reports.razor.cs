using System.Globalization;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Which daily reports there are; followed, so that the morning's appears by itself.</summary>
public sealed partial class Reports : IDisposable
{
    const int PageSize = 31;

    static readonly TimeSpan BetweenReads = TimeSpan.FromMinutes(1);

    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    IReadOnlyList<MadeReport>? _made;
    string _at = "";
    long _readAt;
    bool _isSent;
    bool _hasMore;
    bool _isBusy;
    bool _isRefused;
    bool _isAway;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    ReportDesk Desk { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    /// <summary>Only reports of days before this one.</summary>
    [SupplyParameterFromQuery]
    string? Before { get; set; }

    public void Dispose()
    {
        _beats?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _beats = Pulse.Subscribe(beat =>
    {
        if (beat.HasFlag(ScreenBeat.Second) && (_isAway || Clock.Now - _readAt > BetweenReads.TotalMilliseconds * Clock.Speed))
        {
            _ = InvokeAsync(RefreshAsync);
        }
    });

    protected override Task OnParametersSetAsync() => LoadAsync();

    internal static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    async Task RefreshAsync()
    {
        if (!_isBusy && !_gone.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    async Task LoadAsync()
    {
        (_isBusy, _readAt) = (true, Clock.Now);
        try
        {
            DateOnly? before = DateOnly.TryParseExact(Before, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            var (found, plan) = await Desk.ListAsync(before, PageSize + 1, _gone.Token);
            (_made, _hasMore, _isAway) = ([.. found.Take(PageSize)], found.Count > PageSize, false);
            (_at, _isSent) = (string.Create(CultureInfo.InvariantCulture, $"{plan.At / 60:00}:{plan.At % 60:00}"), plan.To.Count > 0);
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

        _isBusy = false;
    }

    void Show(string? before) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("before", before));
}
