using CityOps.Core.City;

namespace CityOps.Storage.City;

/// <summary>A birth with the device and domain of the topic it came on.</summary>
public sealed record DeviceBirth(string Device, string Domain, Birth Birth);

/// <param name="Revision">The registry's revision after it.</param>
/// <param name="WrongDomain">Not taken, because the device belongs to another domain.</param>
public sealed record BirthResult(long Revision, IReadOnlyList<DeviceBirth> WrongDomain);
