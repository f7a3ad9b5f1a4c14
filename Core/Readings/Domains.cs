namespace CityOps.Core.Readings;

/// <summary>The parts of the city a device can belong to: the second level of its topic. A closed list, in a fixed order.</summary>
public static class Domains
{
    public const string Air = "air";
    public const string Traffic = "traffic";
    public const string Water = "water";
    public const string Power = "power";
    public const string Heat = "heat";
    public const string River = "river";
    public const string Waste = "waste";
    public const string Lighting = "lighting";

    static readonly string[] Names = [Air, Traffic, Water, Power, Heat, River, Waste, Lighting];

    public static IReadOnlyList<string> All => Names;

    public static bool IsKnown(ReadOnlySpan<char> domain) => Find(domain) is not null;

    /// <summary>The one shared string of a domain, or null; saves an allocation where only a part of a topic is at hand.</summary>
    public static string? Find(ReadOnlySpan<char> domain)
    {
        foreach (var name in Names)
        {
            if (domain.SequenceEqual(name))
            {
                return name;
            }
        }

        return null;
    }
}
