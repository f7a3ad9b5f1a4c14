namespace CityOps.Storage.City;

/// <summary>Who does something, and from where.</summary>
/// <param name="Name">Of the person or the key.</param>
/// <param name="Address">Of the network; null where nobody came over one.</param>
public sealed record Actor(string Name, string? Address)
{
    /// <summary>The product itself, at its start or by the clock.</summary>
    public static Actor System { get; } = new("cityops", null);

    /// <summary>Somebody of whom only the name is known.</summary>
    public static implicit operator Actor(string name) => new(name, null);
}
