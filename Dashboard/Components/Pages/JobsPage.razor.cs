using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>What runs by the clock: how it went, when it is due, and a button to run it now. Looks once a second, while somebody can see it.</summary>
public sealed partial class JobsPage : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<JobItem>? _jobs;
    IDisposable? _beats;
    string _said = "";
    bool _mayRun;
    bool _isLooking;
    bool _isAway;
    bool _isRefused;

    [Inject]
    JobDesk Desk { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    PageScript Script { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

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
        _mayRun = await Desk.MayRunAsync();
        await LookAsync();
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second))
            {
                _ = InvokeAsync(OnSecondAsync);
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

    // One look at a time: another process may take its time to answer.
    async Task OnSecondAsync()
    {
        if (!_isLooking && !Script.IsHidden && !_gone.IsCancellationRequested)
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
            var found = await Desk.ListAsync(_gone.Token);
            (_jobs, _isAway) = (found ?? _jobs, found is null);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        finally
        {
            _isLooking = false;
        }
    }

    async Task RunAsync(JobItem job)
    {
        try
        {
            _said = T[await Desk.RunAsync(job.Id, _gone.Token) ? "Jobs_Started" : "Jobs_NotStarted", T["Job_" + job.Id]];
        }
        catch (UnauthorizedAccessException)
        {
            _said = T["Jobs_MayNot"];
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }
}
