using System.Collections.Frozen;
using System.Text.Json;

namespace CityOps.Storage.City;

/// <summary>The units of a birth as one text: a JSON object in ordinal order of its keys, so that equal units are equal texts.</summary>
static class BirthUnits
{
    public static string Write(IReadOnlyDictionary<string, string> units) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(units.ToDictionary(), StringComparer.Ordinal));

    public static IReadOnlyDictionary<string, string> Read(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(text)!.ToFrozenDictionary();
}
