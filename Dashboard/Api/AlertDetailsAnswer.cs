using System.Text.Json;
using System.Text.Json.Nodes;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>An alert with its history and the readings that raised it.</summary>
static class AlertDetailsAnswer
{
    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>The members of a list item, and beside them <c>transitions</c>, <c>evidence</c>, and what its rule says of it: what <c>clears</c> it, and the <c>procedure</c>.</summary>
    /// <param name="rule">The version that raised it; null for a built-in one.</param>
    /// <param name="deliveries">Who was told of it, and what became of that.</param>
    public static JsonObject From(AlertDetails details, AlertItem item, AlertRule? rule, IReadOnlyList<Delivery> deliveries)
    {
        var answer = JsonSerializer.SerializeToNode(item, Json)!.AsObject();
        answer["transitions"] = JsonSerializer.SerializeToNode(
            details.Transitions.Select(t => new TransitionItem(
                JsonNamingPolicy.CamelCase.ConvertName(t.Kind.ToString()), Instants.ToRfc3339(t.At), t.By, t.Reason, Instants.ToRfc3339(t.EventTime))),
            Json);
        var evidence = details.Evidence;
        answer["evidence"] = JsonSerializer.SerializeToNode(
            new EvidenceItem(
                evidence.RuleVersion, [.. evidence.Readings.Select(r => new RawItem(Instants.ToRfc3339(r.T), r.V, r.Q.ToWire()))],
                [.. evidence.Buckets.Select(b => new BucketEvidence(Instants.ToRfc3339(b.T), b.Value, b.Count))], evidence.Truncated),
            Json);
        answer["clears"] = JsonSerializer.SerializeToNode(rule is null ? null : RuleSentence.Clears(rule), Json);
        answer["procedure"] = JsonSerializer.SerializeToNode(rule?.Procedure, Json);
        answer["notifications"] = JsonSerializer.SerializeToNode(deliveries.Select(DeliveryItem.Of), Json);
        return answer;
    }
}

sealed record TransitionItem(string Kind, string At, string? By, string? Reason, string EventTime);

/// <param name="Buckets">Of rules over windows; a rule over single readings has none.</param>
sealed record EvidenceItem(int RuleVersion, IReadOnlyList<RawItem> Readings, IReadOnlyList<BucketEvidence> Buckets, bool Truncated);

sealed record BucketEvidence(string T, double Value, long Count);
