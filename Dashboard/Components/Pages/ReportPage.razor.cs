using System.Globalization;
using CityOps.Core.Reports;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Configuration;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The report of a day as it was made: a record, so it follows nothing. The sheet is the one that goes by mail.</summary>
public sealed partial class ReportPage : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    MarkupString? _sheet;
    string? _shown;
    string _title = "";
    bool _isBusy;
    bool _isLoading = true;
    bool _isRefused;
    bool _isAway;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    ReportDesk Desk { get; set; } = null!;

    [Inject]
    CitySettings Settings { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Page { get; set; } = null!;

    [Parameter]
    public string Day { get; set; } = "";

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
        if (_shown != Day)
        {
            (_shown, _sheet, _isLoading, _title) = (Day, null, true, T["Reports_Daily"]);
            await LoadAsync();
        }
    }

    async Task TryAgainAsync()
    {
        if (!_isBusy && !_gone.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    async Task LoadAsync()
    {
        _isBusy = true;
        try
        {
            var isDay = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            var report = isDay ? await Desk.GetAsync(day, _gone.Token) : null;
            var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
            _isAway = false;
            if (report is not null)
            {
                (_title, _sheet) = (ReportMessage.TitleOf(report, language, Settings.TimeZone), new MarkupString(ReportHtml.Sheet(report, language, Settings.TimeZone, Settings.Web.PathBase)));
            }
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (InvalidDataException)
        {
            // Of a later version, or damaged: there is none that could be shown.
            _isAway = false;
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            _isAway = true;
        }

        (_isBusy, _isLoading) = (false, false);
    }
}
