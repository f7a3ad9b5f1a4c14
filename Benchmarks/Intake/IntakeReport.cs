using System.Globalization;
using System.Text;

namespace CityOps.Benchmarks.Intake;

/// <summary>The results as Markdown: what was measured, against the budget and against the peer. Medians over the turns.</summary>
static class IntakeReport
{
    static readonly Dictionary<string, string> Names = new()
    {
        [IntakeRun.OnInflux] = "mosquitto → Ingestion → InfluxDB",
        [IntakeRun.Peer] = "mosquitto → paho script → InfluxDB",
        [IntakeRun.OnEmbedded] = "mosquitto → city → embedded store",
        [IntakeRun.Standalone] = "city alone: own broker, embedded store",
    };

    public static string Write(IReadOnlyList<StepResult> results, string heading)
    {
        var text = new StringBuilder(heading).AppendLine();
        var groups = results.GroupBy(result => (result.Subject, result.Rate)).Select(group => group.ToList()).ToList();
        Budgets(text, groups);
        Fast(text, groups.Where(group => group[0].Rate == 0));
        Paced(text, groups.Where(group => group[0].Rate != 0));
        Trouble(text, results);
        return text.ToString();
    }

    static void Budgets(StringBuilder text, List<List<StepResult>> groups)
    {
        var (city, peer, embedded) = (Of(IntakeRun.OnInflux, 0), Of(IntakeRun.Peer, 0), Of(IntakeRun.OnEmbedded, 0));
        text.AppendLine("## Against budget and peer").AppendLine().AppendLine("| what | measured | budget | peer |").AppendLine("| --- | --- | --- | --- |");
        Row("messages/s into InfluxDB", city, r => r.Sustained, "≥ 50,000", peer);
        Row("worker CPU s per million, into InfluxDB", city, r => r.CpuPerMillion[Part.Worker], "≤ 10", peer);
        Row("messages/s into the embedded store", embedded, r => r.Sustained, "≥ 50,000", null);
        Row("MB on disk per million readings, not packed", embedded, r => r.StoreBytesPerMessage / 4 ?? double.NaN, "≤ 3 when packed", null);
        Row("publish → committed at 5,000/s, p50 ms", Of(IntakeRun.OnInflux, 5_000), r => r.Committed?.P50 ?? double.NaN, "≤ 25", null);
        Row("publish → committed at 5,000/s, p99 ms", Of(IntakeRun.OnInflux, 5_000), r => r.Committed?.P99 ?? double.NaN, "≤ 60", null);
        Row("publish → stored at 5,000/s, p50 ms", Of(IntakeRun.OnInflux, 5_000), r => r.Stored.P50, "", Of(IntakeRun.Peer, 5_000));
        Row("publish → stored at 5,000/s, p99 ms", Of(IntakeRun.OnInflux, 5_000), r => r.Stored.P99, "", Of(IntakeRun.Peer, 5_000));
        text.AppendLine();

        List<StepResult>? Of(string subject, int rate) => groups.Find(group => group[0].Subject == subject && group[0].Rate == rate);

        void Row(string what, List<StepResult>? measured, Func<StepResult, double> number, string budget, List<StepResult>? other) =>
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {Median(measured, number)} | {budget} | {Median(other, number)} |");
    }

    static void Fast(StringBuilder text, IEnumerable<List<StepResult>> groups)
    {
        text.AppendLine("## As fast as it goes").AppendLine()
            .AppendLine("The rate from the first message sent to 97 % stored (the embedded store writes the rest after 5 s); all had to be stored. CPU seconds per million messages.").AppendLine()
            .AppendLine("| | messages/s | broker | worker | store | load | worker's peak MB |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var group in groups)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {Names[group[0].Subject]} | {Range(group, r => r.Sustained)} | {Cpu(group)} | {Median(group, r => r.WorkerPeakMegabytes)} |");
        }

        text.AppendLine();
    }

    static void Paced(StringBuilder text, IEnumerable<List<StepResult>> groups)
    {
        text.AppendLine("## At a given rate").AppendLine().AppendLine("p50 / p99 in milliseconds from the time in the message.").AppendLine()
            .AppendLine("| | messages/s | → PUBACK | → committed | → stored | broker | worker | store | load |")
            .AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var group in groups)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {Names[group[0].Subject]} | {group[0].Rate:N0} | {Pair(group, r => r.Acknowledged)} | {Pair(group, r => r.Committed)} | {Pair(group, r => r.Stored)} | {Cpu(group)} |");
        }

        text.AppendLine();
    }

    static void Trouble(StringBuilder text, IReadOnlyList<StepResult> results)
    {
        text.AppendLine("## Account").AppendLine();
        var wrong = results.Where(result => result.Trouble is not null).ToList();
        if (wrong.Count == 0)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{results.Sum(result => result.Messages):N0} messages in {results.Count} steps: sent = acknowledged = received = stored in each; nothing missing, double, rejected or shed.");
        }

        foreach (var result in wrong)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {Names[result.Subject]}, {(result.Rate == 0 ? "fast" : $"{result.Rate}/s")}: {result.Trouble}");
        }
    }

    static string Cpu(List<StepResult> group) => string.Join(
        " | ",
        Enum.GetValues<Part>().Select(part => group[0].CpuPerMillion.ContainsKey(part) ? Median(group, r => r.CpuPerMillion[part]) : "in worker")
            .Append(Median(group, r => r.LoadCpuPerMillion)));

    static string Pair(List<StepResult> group, Func<StepResult, Percentiles?> of) =>
        group.Exists(result => of(result) is null) ? "–" : $"{Median(group, r => of(r)!.Value.P50)} / {Median(group, r => of(r)!.Value.P99)}";

    static string Range(List<StepResult> group, Func<StepResult, double> of) =>
        group.Count == 1 ? Median(group, of) : $"{Median(group, of)} ({Text(group.Min(of))}–{Text(group.Max(of))})";

    static string Median(List<StepResult>? group, Func<StepResult, double> of)
    {
        if (group is null)
        {
            return "–";
        }

        var sorted = group.Select(of).Order().ToList();
        return Text((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2);
    }

    static string Text(double number) => double.IsNaN(number) ? "–" : number.ToString(number >= 100 ? "N0" : "0.0", CultureInfo.InvariantCulture);
}
