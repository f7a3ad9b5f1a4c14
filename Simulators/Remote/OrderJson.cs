using System.Buffers;
using System.Text.Json;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;

namespace CityOps.Simulators.Remote;

/// <summary>
/// Orders as JSON: an object with one member that says what is wanted, <c>incident</c>, <c>fault</c>, <c>stop</c> or <c>list</c>. Strict, for it
/// comes from outside: no other members, none twice, no comments, at most <see cref="MostBytes"/>.
/// </summary>
static class OrderJson
{
    public const int MostBytes = 4096;
    const int MostDepth = 4;
    const string Forms = """{"incident":{"kind":"heat-main-burst"}}, {"fault":{"kind":"stuck","devices":"aq-00*"}}, {"stop":"incident-1"} or {"list":"incidents"}""";

    static readonly TimeSpan LongestAfter = TimeSpan.FromDays(7);
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <exception cref="OrderUnreadableException">It is no order.</exception>
    /// <exception cref="FaultOrderException">It is a fault that cannot be.</exception>
    public static CityOrder Read(ReadOnlySequence<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            throw new OrderUnreadableException($"An order has at most {MostBytes} bytes.");
        }

        try
        {
            using var json = JsonDocument.Parse(utf8.ToArray(), Strict);
            return ReadWhole(json.RootElement);
        }
        // The second is half a surrogate pair in an escape, found when its text is asked for.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new OrderUnreadableException($"An order is JSON such as {Forms}.");
        }
    }

    static CityOrder ReadWhole(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() != 1)
        {
            throw new OrderUnreadableException($"An order is an object with one member: {Forms}.");
        }

        var wanted = root.EnumerateObject().Single();
        return wanted.Name switch
        {
            "incident" => Incident(wanted.Value),
            "fault" => new CityOrder.StartFault(FaultJson.Read(wanted.Value)),
            "stop" => new CityOrder.Stop(Text("stop", wanted.Value)),
            "list" => Text("list", wanted.Value) switch
            {
                "incidents" => new CityOrder.ListIncidents(),
                "faults" => new CityOrder.ListFaults(),
                _ => throw new OrderUnreadableException("list is incidents or faults."),
            },
            _ => throw new OrderUnreadableException($"'{wanted.Name}' is no order; there are {Forms}."),
        };
    }

    static CityOrder.StartIncident Incident(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new OrderUnreadableException("""An incident is an object such as {"kind":"heat-main-burst","size":0.9,"for":"4m"}.""");
        }

        var (wish, after) = (new PlannedIncident(""), TimeSpan.Zero);
        foreach (var member in element.EnumerateObject())
        {
            var (name, value) = (member.Name, member.Value);
            (wish, after) = name switch
            {
                "kind" => (wish with { Kind = Text(name, value) }, after),
                "place" => (wish with { Place = Text(name, value) }, after),
                "size" => (wish with { Size = Number(name, value) }, after),
                "for" => (wish with { Duration = Length(name, value) }, after),
                "after" => (wish, Length(name, value)),
                _ => throw new OrderUnreadableException($"'{name}' is no member of an incident; there are kind, place, size, for and after."),
            };
        }

        return after <= LongestAfter ? new CityOrder.StartIncident(wish, after) : throw new OrderUnreadableException("after is at most 7 days.");
    }

    static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new OrderUnreadableException($"{name} is not a text.");

    static double Number(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw new OrderUnreadableException($"{name} is not a number.");

    static TimeSpan Length(string name, JsonElement value) =>
        LengthOfTime.TryParse(Text(name, value)) ?? throw new OrderUnreadableException($"{name} is not a length of time such as 30s, 4m or 2h.");
}
