using System.Globalization;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Jobs;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Jobs;

/// <summary>How a job is told.</summary>
static class JobWords
{
    /// <summary><c>running</c>, <c>done</c>, <c>failed</c>, or <c>never</c> for one that has not run yet.</summary>
    public static string StateOf(JobItem job) => job.Running?.Outcome ?? job.Last?.Outcome ?? "never";

    /// <summary>Of its last run: one that goes on says nothing about it.</summary>
    public static HealthStatus StatusOf(JobItem job) => job.Last?.Error is null ? HealthStatus.Ready : HealthStatus.Degraded;

    /// <summary><c>240 ms</c>, <c>3.2 s</c>, <c>4 min</c>.</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        < 1_000 => $"{milliseconds.ToString(CultureInfo.CurrentCulture)}\u00A0ms",
        < 60_000 => $"{(milliseconds / 1_000.0).ToString("0.0", CultureInfo.CurrentCulture)}\u00A0s",
        _ => CityFormat.Age(milliseconds, CultureInfo.CurrentCulture),
    };

    /// <summary>What it did, without what it did none of.</summary>
    public static string Numbers(IStringLocalizer<Texts> texts, JobRunItem? run)
    {
        var done = run?.Numbers.Where(number => number.Value != 0).Select(number => texts.Count("JobNumber_" + number.Key, number.Value)).ToList() ?? [];
        return done.Count > 0 ? string.Join(" · ", done) : "–";
    }
}
