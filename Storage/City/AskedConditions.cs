using System.Collections.Concurrent;
using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>
/// What alerts' rules asked, as JSON in their rows. The same few texts come again and again with every list, so each is read once. Safe for
/// concurrent use.
/// </summary>
static class AskedConditions
{
    /// <summary>More different ones than a city has rules; beyond that all are forgotten.</summary>
    const int Most = 10_000;

    static readonly ConcurrentDictionary<string, Condition?> Known = new(StringComparer.Ordinal);

    /// <summary>Null where the limit and its direction, which the row has anyway, say it all.</summary>
    public static string? Write(Condition? asked) => asked is null || asked.IsPlain ? null : RuleJson.Write(asked);

    public static Condition? Read(string? json)
    {
        if (json is null)
        {
            return null;
        }

        if (Known.Count > Most)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(json, RuleJson.ReadCondition);
    }
}
