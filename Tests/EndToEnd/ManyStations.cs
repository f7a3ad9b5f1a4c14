using System.Text.Json.Nodes;

namespace CityOps.Tests.EndToEnd;

/// <summary>A city of any size for the page's map, put into the answer on its way: to register 20,000 stations would take longer than all that is tested.</summary>
static class ManyStations
{
    /// <summary>Every snapshot of the map that this page fetches has so many stations, all normal.</summary>
    public static Task ServeAsync(OperatorPage page, int count) => page.Page.RouteAsync("**/api/v1/live/map", async route =>
    {
        var answer = JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
        var chance = new Random(1);
        var rows = Enumerable.Range(0, count).ToList();
        answer["stations"] = new JsonObject
        {
            ["id"] = Array(rows.Select(row => $"many-{row}")),
            ["name"] = Array(rows.Select(row => $"Postaja {row}")),
            // Denser towards the centre, as a city is.
            ["lat"] = Array(rows.Select(_ => 46.06 + (chance.NextDouble() - 0.5) * chance.NextDouble() * 0.13)),
            ["lon"] = Array(rows.Select(_ => 14.52 + (chance.NextDouble() - 0.5) * chance.NextDouble() * 0.25)),
            ["district"] = Array(rows.Select(row => $"Četrt {row % 17}")),
            ["domain"] = Array(rows.Select(row => row % 2 == 0 ? "air" : "traffic")),
        };
        answer["states"] = Array(rows.Select(_ => 0));
        await route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() });
    });

    static JsonArray Array<T>(IEnumerable<T> items) => [.. items.Select(item => (JsonNode?)JsonValue.Create(item))];
}
