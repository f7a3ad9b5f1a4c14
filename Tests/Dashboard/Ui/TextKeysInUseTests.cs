using System.Text.RegularExpressions;
using CityOps.Dashboard.Localization;

namespace CityOps.Tests.Dashboard.Ui;

public sealed partial class TextKeysInUseTests
{
    static readonly string Source = string.Join('\n', Sources().Select(File.ReadAllText));

    [Fact]
    public void EveryKeyThePagesAskFor_HasAText()
    {
        var known = Resources.Of<Texts>("").Keys.ToHashSet();
        var asked = Key().Matches(Source).Select(match => match.Groups[1].Value).Concat(
            PluralKey().Matches(Source).Select(match => match.Groups[1].Value + "_one")).ToHashSet();
        Assert.True(asked.Count > 40, "the pages were not found");
        Assert.Empty(asked.Except(known));
    }

    [Fact]
    public void EveryText_IsAskedForSomewhere()
    {
        string[] composed = ["Severity_", "Quality_", "Domain_", "Gaps_", "Part_", "Status_", "Health_Overall_", "Reason_", "Ledger_", "Trouble_", "Connection_", "Role_", "AuditKind_", "Fault_", "Transition_", "TransitionReason_", "Condition_", "AlertsTab_", "DeviceState_", "DeviceOrder_", "Figure_", "Latency_", "LogShow_", "MaintenanceScope_", "LogAct_", "ChartAlerts_", "ChartStep_", "HistoryRange_", "Job_", "JobMeaning_", "JobNumber_", "JobState_", "Act_", "CallProblem_", "Delivery_", "PerformanceDays_", "PerformanceFigure_", "Verdict_", "ToldBy_", "ToldFrom_", "ToldTest_", "ToldProblem_", "Announcements_"];
        var unused = Resources.Of<Texts>("").Keys.Where(key =>
            !Source.Contains($"\"{key}\"", StringComparison.Ordinal) && !Source.Contains($"\"{Stem(key)}\"", StringComparison.Ordinal) &&
            !composed.Any(start => key.StartsWith(start, StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    static string Stem(string key) => key.Contains('_', StringComparison.Ordinal) ? key[..key.LastIndexOf('_')] : key;

    static IEnumerable<string> Sources() =>
        from folder in new[] { "Components", "Demo" }
        from pattern in new[] { "*.razor", "*.cs" }
        from file in Directory.GetFiles(Path.Combine(Repository.Root, "Dashboard", folder), pattern, SearchOption.AllDirectories)
        select file;

    [GeneratedRegex("""T\["(\w+[a-z])"[\],]""")]
    private static partial Regex Key();

    [GeneratedRegex("""T\.Count\("(\w+)",""")]
    private static partial Regex PluralKey();
}
