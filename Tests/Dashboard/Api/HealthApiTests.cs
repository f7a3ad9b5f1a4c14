using System.Net;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class HealthApiTests(ApiCity city)
{
    [Fact]
    public async Task Ready_NamesEveryComponent()
    {
        using var answer = await city.Process.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("status components", health.Members());
        Assert.Equal("ready", health.Text("status"));
        var components = health.GetProperty("components").EnumerateArray().ToList();
        Assert.Equal("broker journal store cityDatabase evaluator live jobs", string.Join(' ', components.Select(component => component.Text("name"))));
        Assert.All(components, component => Assert.Equal("name status since text numbers", component.Members()));
        Assert.All(components, component => Assert.NotEmpty(component.Text("text")!));
    }

    [Fact]
    public async Task Metrics_HaveEveryName()
    {
        await city.ReadAsync("me-1", "pm10", Json.Now - 1_000, 1);
        var page = await city.Process.Http.GetStringAsync("/metrics");
        string[] lines =
        [
            .. new[] { "received", "decoded", "rejected", "shed", "stored", "duplicate", "refused" }.Select(name => $"cityops_messages_total{{class=\"{name}\"}} "),
            .. new[] { "critical", "major", "minor", "warning" }.Select(name => $"cityops_alerts_open{{severity=\"{name}\"}} "),
            "cityops_rejected_total{reason=\"bad_json\"} ", "cityops_readings_refused_total{reason=\"bad_value\"} ", "cityops_readings_taken_total ",
            "cityops_late_messages_total ", "cityops_conflicting_messages_total ", "cityops_out_of_order_messages_total ", "cityops_missing_messages ", "cityops_journal_pending_messages ", "cityops_journal_bytes ", "cityops_evaluator_lag_seconds ",
            "cityops_store_up 1", "cityops_store_damaged_blocks_total 0", "cityops_store_oldest_pending_seconds ", "cityops_journalled_seconds_bucket{le=\"1\"} ", "cityops_journalled_seconds_count ", "cityops_stored_seconds_count ",
        ];
        Assert.All(lines, line => Assert.Contains("\n" + line, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_AreTheLedger()
    {
        await city.PublishAsync("me-2", "{");
        await city.PublishAsync("me-2", $$$"""{"ts":{{{Json.Now}}},"seq":7,"m":{"pm10":1}}""");
        await city.PublishAsync("me-2", $$$"""{"ts":{{{Json.Now - 9_000}}},"seq":4,"m":{"pm10":"much","no2":2}}""");
        await Eventually.SatisfiesAsync(BothAsync, both => both.Ledger == both.Metrics, "metrics and ledger");

        async Task<(string Ledger, string Metrics)> BothAsync()
        {
            var total = (await city.GetAsync("/ledger")).GetProperty("total");
            var metrics = MetricsPage.Read(await city.Process.Http.GetStringAsync("/metrics"));
            string[] classes = ["received", "decoded", "stored", "duplicate", "refused", "shed"];
            var ledger = classes.Select(name => total.Count(name)).Append(total.GetProperty("rejected").Count("total"))
                .Concat(new[] { "pending", "late", "conflicting", "outOfOrder", "missing" }.Select(name => total.Count(name)))
                .Append(total.GetProperty("readings").Count("taken")).Concat(Reasons(total.GetProperty("rejected").GetProperty("reasons")))
                .Concat(Reasons(total.GetProperty("readings").GetProperty("refused")));
            return (string.Join(' ', ledger), string.Join(' ', [
                .. classes.Append("rejected").Select(metrics.Class), metrics["cityops_journal_pending_messages"], metrics["cityops_late_messages_total"],
                metrics["cityops_conflicting_messages_total"], metrics["cityops_out_of_order_messages_total"], metrics["cityops_missing_messages"],
                metrics["cityops_readings_taken_total"], .. Shown(metrics, "cityops_rejected_total", total.GetProperty("rejected").GetProperty("reasons")),
                .. Shown(metrics, "cityops_readings_refused_total", total.GetProperty("readings").GetProperty("refused")),
            ]));
        }

        static IEnumerable<long> Reasons(JsonElement byReason) => byReason.EnumerateObject().Select(reason => reason.Value.GetInt64());

        static IEnumerable<long> Shown(MetricsPage metrics, string name, JsonElement byReason) =>
            byReason.EnumerateObject().Select(reason => metrics[$"{name}{{reason=\"{reason.Name}\"}}"]);
    }

    [Fact]
    public async Task Snapshot_HasEpochSeqAndValues()
    {
        var at = Json.Now - 2_000;
        await city.ReadAsync("sn-1", "pm10", at, 42);
        var snapshot = await Eventually.SatisfiesAsync(
            () => city.GetAsync("/live/snapshot"), answer => answer.ToString().Contains("sn-1:pm10", StringComparison.Ordinal), "the value in the snapshot");
        Assert.Equal("epoch seq at items", snapshot.Members());
        Assert.NotEmpty(snapshot.Text("epoch")!);
        Json.IsTime(snapshot.Text("at"));
        Assert.True(snapshot.Count("seq") >= 0);
        var item = snapshot.GetProperty("items").EnumerateArray().Single(one => one.Text("series") == "sn-1:pm10");
        Assert.Equal("series value observedAt receivedAt quality", item.Members());
        Assert.Equal($"42 {Json.Time(at)} good", $"{item.GetProperty("value")} {item.Text("observedAt")} {item.Text("quality")}");
    }
}
