using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CityOps.Benchmarks.Intake;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Screen;

/// <summary>One run: load alone, then viewers too, then a browser, then alerts; each stage is measured by itself.</summary>
sealed class ScreenRun(ScreenPlan plan, TextWriter output)
{
    const int ReadingsAMessage = 4;
    /// <summary>So many alerts stand at once; before more come, the oldest clears.</summary>
    const int Standing = 40;
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    static readonly TimeSpan BetweenAlerts = TimeSpan.FromMilliseconds(500);

    readonly Stopwatch _time = Stopwatch.StartNew();

    public async Task<ScreenResult> RunAsync(CancellationToken ct)
    {
        Say($"a city of {plan.Stations} stations starts");
        await using var city = await ScreenCity.StartAsync(plan.Stations, plan.Alerts, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var load = LoadProcess.RunAsync(city.Process.MqttPort, plan.Devices, plan.Readings / ReadingsAMessage, ScreenPlan.LongestSeconds, stop.Token);
        try
        {
            return await MeasureAsync(city, ct);
        }
        finally
        {
            await stop.CancelAsync();
            await load.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    async Task<ScreenResult> MeasureAsync(ScreenCity city, CancellationToken ct)
    {
        await using var devices = new AlarmDevices(city.Process.MqttPort, TimeProvider.System);
        await devices.ConnectAsync(ct);
        Say("warming up");
        for (var i = 0; i < plan.Alerts; i++)
        {
            await devices.CalmAsync(ScreenCity.AlarmId(i), ct);
        }

        await Task.Delay(plan.Warm, ct);
        var alone = await StageAsync("load alone", city, null, ct);
        await using var viewers = await ViewersProcess.StartAsync(city.Process.BaseAddress, plan.Viewers, plan.Devices, ct);
        await Task.Delay(Settle, ct);
        var viewed = await StageAsync($"with {plan.Viewers} viewers of the hub", city, null, ct);
        await using var browser = await ScreenBrowser.OpenAsync(Servers.Chromium, city.Process.BaseAddress);
        await Task.Delay(Settle, ct);
        var calm = await StageAsync("and a browser, no alert", city, browser, ct);
        await browser.WatchAsync();
        var raising = StageAsync("and alerts", city, browser, ct, () => RaiseAsync(devices, ct));
        var alerts = await raising;
        var painted = await PaintedAsync(city, devices, browser, ct);
        return new ScreenResult(
            plan, browser.Version, [alone, viewed, calm, alerts], painted, plan.Alerts - painted.Count, await city.LatencyAsync(ct), await viewers.EndAsync(ct));
    }

    async Task<Stage> StageAsync(string name, ScreenCity city, ScreenBrowser? browser, CancellationToken ct, Func<Task>? work = null)
    {
        Say(name);
        var (began, before, seen) = (_time.Elapsed, ProcessUsage.Of(city.Process.ProcessId), await CpuAsync(browser));
        await (work?.Invoke() ?? Task.Delay(plan.Stage, ct));
        var seconds = (_time.Elapsed - began).TotalSeconds;
        var after = ProcessUsage.Of(city.Process.ProcessId);
        return new Stage(
            name, (after.CpuSeconds - before.CpuSeconds) / seconds, ResidentMegabytes(city.Process.ProcessId),
            browser is null ? null : (await CpuAsync(browser) - seen) / seconds);
    }

    static Task<double> CpuAsync(ScreenBrowser? browser) => browser?.CpuSecondsAsync() ?? Task.FromResult(0.0);

    async Task RaiseAsync(AlarmDevices devices, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(BetweenAlerts);
        for (var i = 0; i < plan.Alerts && await timer.WaitForNextTickAsync(ct); i++)
        {
            await devices.RaiseAsync(ScreenCity.AlarmId(i), ct);
            if (i >= Standing)
            {
                await devices.CalmAsync(ScreenCity.AlarmId(i - Standing), ct);
            }
        }

        await Task.Delay(Settle, ct);
    }

    /// <summary>Milliseconds from the moment a reading was handed over to the painted alert.</summary>
    static async Task<IReadOnlyList<double>> PaintedAsync(ScreenCity city, AlarmDevices devices, ScreenBrowser browser, CancellationToken ct)
    {
        var (alerts, painted) = (await city.AlertsAsync(ct), await browser.PaintedAsync());
        return [.. painted.Where(one => alerts.ContainsKey(one.Key)).Select(one => one.Value - devices.RaisedAt[alerts[one.Key]])];
    }

    static double ResidentMegabytes(int processId)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status")).First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    void Say(string what) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_time.Elapsed:mm\\:ss} {what}"));
}

/// <param name="CityCores">CPU of the city's process, in cores.</param>
/// <param name="CityMegabytes">Resident at the stage's end.</param>
/// <param name="BrowserCores">Of all processes of the browser; null while there is none.</param>
sealed record Stage(string Name, double CityCores, double CityMegabytes, double? BrowserCores);

/// <param name="PaintedMs">Publish to painted, as the browser noted it beside the product's own meter.</param>
/// <param name="NotPainted">Alerts that it did not see.</param>
/// <param name="Told">The product's own figures.</param>
sealed record ScreenResult(
    ScreenPlan Plan, string Browser, IReadOnlyList<Stage> Stages, IReadOnlyList<double> PaintedMs, int NotPainted, JsonNode Told, ViewersHeard Heard);
