namespace CityOps.Storage.City;

/// <summary>A device, or one series of it, that a message showed for the first time.</summary>
/// <param name="Quantity">Null where only the device is known.</param>
/// <param name="Unit">The unit its values are stored in; given with <paramref name="Quantity"/>.</param>
public sealed record Discovery(string Device, string Domain, string? Quantity = null, string? Unit = null);

/// <param name="Revision">The registry's revision after it.</param>
/// <param name="WrongDomain">Not taken, because the device belongs to another domain.</param>
public sealed record DiscoveryResult(long Revision, IReadOnlyList<Discovery> WrongDomain);
