using System.Text.Json;

namespace CityOps.Core.Alerts;

/// <summary>What differs between two versions of a rule, member by member as its JSON has them: <c>condition.raise</c>, <c>levels[1].severity</c>.</summary>
public static class RuleDifference
{
    /// <summary>In the order of the JSON. Id and version are not compared.</summary>
    public static IReadOnlyList<MemberDifference> Of(AlertRule before, AlertRule after)
    {
        var (old, fresh) = (Members(before), Members(after));
        return [.. fresh.Keys.Union(old.Keys).Select(member => new MemberDifference(member, old.GetValueOrDefault(member), fresh.GetValueOrDefault(member))).Where(one => one.Before != one.After)];
    }

    static Dictionary<string, string> Members(AlertRule rule)
    {
        using var document = JsonDocument.Parse(RuleJson.Write(rule, withIdAndVersion: false));
        var members = new Dictionary<string, string>();
        Add(members, "", document.RootElement);
        return members;
    }

    // An empty list says the same as none.
    static void Add(Dictionary<string, string> members, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Add(members, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array when element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object):
                foreach (var (i, item) in element.EnumerateArray().Index())
                {
                    Add(members, $"{path}[{i}]", item);
                }

                break;
            case JsonValueKind.Array:
                members[path] = string.Join(", ", element.EnumerateArray());
                break;
            default:
                members[path] = element.ValueKind is JsonValueKind.True ? "true" : element.ValueKind is JsonValueKind.False ? "false" : element.ToString();
                break;
        }
    }
}

/// <summary>A member that two versions of a rule do not share.</summary>
/// <param name="Before">Null = it was not there.</param>
/// <param name="After">Null = it is not there.</param>
public sealed record MemberDifference(string Member, string? Before, string? After);
