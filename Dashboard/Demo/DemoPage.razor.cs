using System.Globalization;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Localization;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Demo;

/// <summary>Buttons that let something go wrong in the simulated city, what runs, and which alerts must come of it. Only where a city is played.</summary>
public sealed partial class DemoPage : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    IDisposable? _beats;
    bool _may;
    string? _said;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    DemoDesk Desk { get; set; } = null!;

    [Inject]
    ScreenPulse Pulse { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        _beats?.Dispose();
        if (Desk.City is { } city)
        {
            city.Incidents.Changed -= OnChanged;
        }

        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (Desk.City is not { } city)
        {
            Navigation.NotFound();
            return;
        }

        city.Incidents.Changed += OnChanged;
        _beats = Pulse.Subscribe(beat =>
        {
            if (beat.HasFlag(ScreenBeat.Second))
            {
                OnChanged();
            }
        });
        _may = await Desk.MayAsync();
    }

    // From the playing loop's thread, or from that of another circuit.
    void OnChanged() => _ = InvokeAsync(StateHasChanged);

    Task StartAsync(PlannedIncident wish) => DoAsync(async () =>
    {
        var made = await Desk.StartAsync(wish, _gone.Token);
        return T["Demo_Started", Words.Of(made.Kind.Name), made.Place, TimeOf(made.EndMs)];
    });

    Task StopAsync(RunningIncident one) => DoAsync(async () =>
        T[await Desk.StopAsync(one.Id, _gone.Token) ? "Demo_Stopped" : "Demo_WasOver", Words.Of(one.Kind.Name), one.Place]);

    Task StartFaultAsync(FaultOrder order) => DoAsync(async () =>
        await Desk.StartFaultAsync(order, _gone.Token) is { } made
            ? T["Demo_FaultStarted", T["Fault_" + made.Kind], made.Where, TimeOf(made.EndMs)] : T["Demo_NoDevice", order.Devices]);

    Task StopFaultAsync(RunningFault one) => DoAsync(async () =>
        T[await Desk.StopFaultAsync(one.Id, _gone.Token) ? "Demo_FaultStopped" : "Demo_WasOver", T["Fault_" + one.Kind], one.Where]);

    /// <summary>Does something, and says in a sentence what became of it.</summary>
    async Task DoAsync(Func<Task<string>> act)
    {
        try
        {
            _said = await act();
        }
        catch (UnauthorizedAccessException)
        {
            (_may, _said) = (false, T["Demo_OnlyOperators"]);
        }
        catch (IncidentRefusedException)
        {
            _said = T["Demo_Refused"];
        }
        catch (FaultOrderException)
        {
            _said = T["Demo_FaultRefused"];
        }
    }

    string TimeOf(long unixMs) => Clock.InCity(unixMs).ToString("HH:mm:ss", CultureInfo.CurrentCulture);
}
