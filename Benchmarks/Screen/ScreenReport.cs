using System.Globalization;
using System.Text;
using CityOps.Benchmarks.Intake;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Screen;

/// <summary>A result as Markdown, against the budgets of docs/architecture.md.</summary>
static class ScreenReport
{
    const double AlertBudgetMs = 500, ValueBudgetMs = 1_000, MemoryBudgetMegabytes = 500, QuietBrowserCores = 0.25;

    public static string Write(ScreenResult result, string date, string loadBefore)
    {
        var (plan, own) = (result.Plan, LatencyBuckets.Of(result.PaintedMs.Select(ms => ms / 1_000)));
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # From the device to the screen, {date}

            Commit {Machine.Commit(Checkout.Root)}. {Machine.Describe()}. Load average before: {loadBefore}. Chromium {result.Browser}, headless, no GPU, 1920 × 1080.
            The Dashboard program with everything in it: {plan.Stations:N0} stations on the map, {plan.Readings:N0} readings/s of {plan.Devices:N0} devices with three reference rules on each series,
            {plan.Viewers} viewers of the hub in another process (groups `alerts`, `map`, `station:x`). City, load, viewers and browser share the machine.

            ## Alerts on the screen

            Noted by a script of the benchmark in the page, from handing the reading to the broker to the painted list item.
            {result.PaintedMs.Count} of {plan.Alerts} alerts painted.

            | | p50 ms | p95 ms | p99 ms | max ms | budget |
            | --- | --: | --: | --: | --: | --- |
            | publish → alert painted | {own.Percentile(0.5):0} | {own.Percentile(0.95):0} | {own.Percentile(0.99):0} | {(result.PaintedMs.Count == 0 ? double.NaN : result.PaintedMs.Max()):0} | p99 ≤ {AlertBudgetMs:0} |

            ## As the product tells it itself

            `GET /api/v1/live/latency`, from the same browser.

            | what | part of the way | seen | p50 ms | p95 ms | p99 ms | budget |
            | --- | --- | --: | --: | --: | --: | --- |

            """));
        foreach (var item in result.Told["items"]!.AsArray())
        {
            var budget = (string?)item!["hop"] != "whole" ? "" : string.Create(CultureInfo.InvariantCulture, $"p99 ≤ {((string?)item["kind"] == "alert" ? AlertBudgetMs : ValueBudgetMs):0}");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {item["kind"]} | {item["hop"]} | {item["count"]} | {item["p50Ms"]} | {item["p95Ms"]} | {item["p99Ms"]} | {budget} |");
        }

        Costs(text, result);
        return text.ToString();
    }

    static void Costs(StringBuilder text, ScreenResult result)
    {
        text.AppendLine().AppendLine("## What it costs").AppendLine()
            .AppendLine("| stage | city, cores | city, MB resident | browser, cores |").AppendLine("| --- | --: | --: | --: |");
        foreach (var stage in result.Stages)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {stage.Name} | {stage.CityCores:0.00} | {stage.CityMegabytes:0} | {stage.BrowserCores?.ToString("0.00", CultureInfo.InvariantCulture)} |");
        }

        var (alone, viewed, calm) = (result.Stages[0], result.Stages[1], result.Stages[2]);
        text.AppendLine().AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
            One viewer of the hub: {(viewed.CityCores - alone.CityCores) / result.Plan.Viewers * 1_000:0.0} ms of CPU a second and {(viewed.CityMegabytes - alone.CityMegabytes) / result.Plan.Viewers:0.0} MB.
            Budgets: the whole process at most {MemoryBudgetMegabytes:0} MB; a browser without a station that is abnormal below {QuietBrowserCores} cores (here {calm.BrowserCores:0.00}).
            The viewers heard {result.Heard.Values:N0} frames of values, {result.Heard.Maps:N0} of the map and {result.Heard.Alerts:N0} of alerts; {result.Heard.Lost} lost their connection.
            """));
    }
}
