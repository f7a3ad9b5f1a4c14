using System.Text.Json;

namespace CityOps.Simulators.Faults;

/// <summary>
/// Orders of faults as JSON: an array of objects, or one object, with <c>kind</c> and, as far as wanted, <c>devices</c>, <c>domain</c>, <c>district</c>,
/// <c>share</c>, <c>after</c>, <c>for</c> (lengths of time such as <c>10m</c>), <c>size</c>, <c>rate</c>, <c>form</c>.
/// </summary>
static class FaultJson
{
    static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="FaultOrderException">It cannot be read, or an order in it cannot be; the message says which and why.</exception>
    public static IReadOnlyList<FaultOrder> Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8, Lenient);
            var all = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
            return [.. all.Select((element, i) => ReadOne(element, all.Count > 1 ? $"fault {i + 1}: " : ""))];
        }
        catch (JsonException e)
        {
            throw new FaultOrderException($"it is not JSON: {e.Message}");
        }
    }

    /// <exception cref="FaultOrderException">It is no order, or one that cannot be.</exception>
    public static FaultOrder Read(JsonElement element) => ReadOne(element, "");

    static FaultOrder ReadOne(JsonElement element, string which)
    {
        try
        {
            var order = Fill(element);
            // Only to see whether it can be.
            _ = order.ToFault("", 0, 0);
            return order;
        }
        catch (FaultOrderException e)
        {
            throw new FaultOrderException(which + e.Message);
        }
    }

    static FaultOrder Fill(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FaultOrderException("a fault is an object such as {\"kind\":\"stuck\",\"devices\":\"aq-00*\",\"for\":\"10m\"}");
        }

        var order = new FaultOrder { Kind = "" };
        foreach (var member in element.EnumerateObject())
        {
            var (name, value) = (member.Name, member.Value);
            order = name switch
            {
                "kind" => order with { Kind = Text(name, value) },
                "devices" => order with { Devices = Text(name, value) },
                "domain" => order with { Domain = Text(name, value) },
                "district" => order with { District = Text(name, value) },
                "form" => order with { Form = Text(name, value) },
                "share" => order with { Share = Number(name, value) },
                "size" => order with { Size = Number(name, value) },
                "rate" => order with { Rate = Number(name, value) },
                "after" => order with { After = Length(name, value) },
                "for" => order with { For = Length(name, value) },
                _ => throw new FaultOrderException($"'{name}' is no member of a fault"),
            };
        }

        return order;
    }

    static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FaultOrderException($"{name} is not a text");

    static double Number(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw new FaultOrderException($"{name} is not a number");

    static TimeSpan Length(string name, JsonElement value) =>
        LengthOfTime.TryParse(Text(name, value)) ?? throw new FaultOrderException($"{name} is not a length of time such as 30s, 90m or 24h");
}
