namespace CityOps.Storage.City;

/// <summary>What people and keys may be called.</summary>
public static class PersonNames
{
    public const int MaxFullName = 120;
    public const int MaxKeyName = 100;

    /// <summary>In the audit trail these are not people: the product, the holder of the set-up key, the people of the demo.</summary>
    static readonly string[] Reserved = ["cityops", "setup-key", "system", "demo-viewer", "demo-operator", "demo-administrator"];

    public static bool IsReserved(string name) => Array.Exists(Reserved, one => one.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>One line of at most so many characters; null where nothing is left.</summary>
    public static string? OneLine(string? text, int most)
    {
        var line = string.Concat((text ?? "").Where(one => !char.IsControl(one))).Trim();
        return line.Length == 0 ? null : line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
    }
}
