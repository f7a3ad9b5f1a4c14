using System.Globalization;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Localization;
using CityOps.Simulators;
using CityOps.Simulators.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Demo;

/// <summary>Incidents that run or are to come, and of each which alerts must come, and whether they have.</summary>
public sealed partial class IncidentsNow : IDisposable
{
    const int MostLines = 6;

    readonly CancellationTokenSource _gone = new();
    readonly Dictionary<(string Incident, string Rule, string Subject), long> _raised = [];
    readonly HashSet<string> _stopped = [];
    Dictionary<RunningIncident, IReadOnlyList<ExpectedAlert>> _expected = [];
    IReadOnlyList<RunningIncident> _shown = [];
    bool _isLooking;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    DemoDesk Desk { get; set; } = null!;

    [Inject]
    LiveFeed Feed { get; set; } = null!;

    [Inject]
    PageScript Script { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Parameter, EditorRequired]
    public CityPlayer City { get; set; } = null!;

    /// <summary>The person may stop them.</summary>
    [Parameter]
    public bool May { get; set; }

    [Parameter]
    public EventCallback<RunningIncident> OnStop { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    // With each beat of the page.
    protected override async Task OnParametersSetAsync()
    {
        _shown = [.. City.Incidents.Running, .. City.Incidents.Planned];
        Watch();
        if (!_isLooking && _shown.Any(one => !_expected.ContainsKey(one)))
        {
            _isLooking = true;
            await LookUpAsync();
            _isLooking = false;
        }
    }

    /// <summary>What is to come of each that is new or was stopped; the others keep theirs, and what is over is forgotten.</summary>
    async Task LookUpAsync()
    {
        try
        {
            var shown = _shown;
            var found = await Desk.ExpectedOfAsync([.. shown.Where(one => !_expected.ContainsKey(one))], _gone.Token);
            _expected = _expected.Concat(found).Where(known => shown.Contains(known.Key)).ToDictionary();
            var ids = shown.Select(one => one.Id).ToHashSet();
            _stopped.IntersectWith(ids);
            foreach (var gone in _raised.Keys.Where(key => !ids.Contains(key.Incident)).ToList())
            {
                _raised.Remove(gone);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <summary>Remembers which of the expected alerts stand: they may have cleared before the incident is over.</summary>
    void Watch()
    {
        foreach (var alert in Feed.OpenAlerts)
        {
            var (rule, subject) = (alert.Rule.Name, SeenAlert.SubjectOf(alert));
            foreach (var one in _shown.Where(one => alert.RaisedAt >= one.StartMs))
            {
                _raised.TryAdd((one.Id, rule, subject), alert.RaisedAt);
            }
        }
    }

    long? RaisedAt(RunningIncident one, ExpectedAlert line) => _raised.TryGetValue((one.Id, line.Rule, line.Subject), out var at) ? at : null;

    string StateOf(RunningIncident one, ExpectedAlert line) =>
        RaisedAt(one, line) is { } at ? T["Demo_Raised", TimeOf(at)] : T["Demo_Between", TimeOf(line.EarliestRaise), TimeOf(line.LatestRaise)];

    async Task StopAsync(RunningIncident one)
    {
        _stopped.Add(one.Id);
        await OnStop.InvokeAsync(one);
        // The button is gone; the keyboard must not be lost with it.
        await Script.FocusAsync("running-title", "main");
    }

    string TimeOf(long unixMs) => Clock.InCity(unixMs).ToString("HH:mm:ss", CultureInfo.CurrentCulture);
}
