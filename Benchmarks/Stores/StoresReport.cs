using System.Globalization;
using System.Text;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Stores;

/// <summary>Results as Markdown, against the budgets of docs/architecture.md.</summary>
static class StoresReport
{
    public static string Write(StoresPlan plan, IReadOnlyList<StoresResult> results, string? recordings, string date, string loadBefore)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Stores, {date}

            Commit {Machine.Commit(Checkout.Root)}. {Machine.Describe()}. Load average before: {loadBefore}; nothing else should have run.
            {plan.Count:N0} readings: {plan.Series.Count} series of one reading a minute over {plan.Minutes / 1_440.0:0.0} days, one decimal, written in order by the product's own writers; the embedded
            store packed up to 48 hours before the end. Asked through `/api/v1/readings` of the Dashboard program, client and server on the same machine, {StoresPlan.DayQuestions} and {StoresPlan.WeekQuestions} questions
            about times all over, after {StoresPlan.Warm} that do not count: 24 hours of one series in 5-minute means, and 7 days of {StoresPlan.WeekSeries} series by the hour, the twenty asked together.

            | store | MB per million readings | 24 h p50 ms | p99 ms | 20 × 7 days p50 ms | p99 ms | written, readings/s | packed, readings/s | city, MB resident |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: |
            | budget | ≤ 3 | ≤ 10 | | ≤ 50 | | | | |

            """));
        foreach (var one in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {one.Name} | {(double)one.Bytes / plan.Count:0.00} | {one.Days.Percentile(0.5):0.0} | {one.Days.Percentile(0.99):0.0} | {one.Weeks.Percentile(0.5):0.0} | {one.Weeks.Percentile(0.99):0.0} | {plan.Count / one.Written.TotalSeconds:N0} | {(one.Packed is { } packed ? plan.Count / packed.TotalSeconds : null):N0} | {one.CityMegabytes:0} |");
        }

        return text.AppendLine().AppendLine(recordings ?? "The recordings of `shared/samples` were not beside the repository: their size was not measured.").ToString();
    }
}
