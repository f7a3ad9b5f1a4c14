using System.Text.Json;

namespace CityOps.Dashboard.Components.People;

/// <summary>What an act changed, member by member, for people.</summary>
static class AuditDifference
{
    /// <summary>Members whose values differ; null = it was, or is, not there.</summary>
    public static IReadOnlyList<(string Member, string? Before, string? After)> Of(string? before, string? after)
    {
        var (old, fresh) = (Members(before), Members(after));
        return [.. old.Keys.Union(fresh.Keys).Select(member => (member, old.GetValueOrDefault(member), fresh.GetValueOrDefault(member))).Where(one => one.Item2 != one.Item3)];
    }

    static Dictionary<string, string?> Members(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var members = new Dictionary<string, string?>();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                members[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.ToString();
            }

            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Somebody has written into the file; the chain says so, and here it is as it stands.
            return new() { [""] = json };
        }
    }
}
