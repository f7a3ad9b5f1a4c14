namespace CityOps.Storage.City;

/// <summary>
/// What a person says of a device; replaces everything a person said before. A null leaves that field to the device's births.
/// The caller has checked the words.
/// </summary>
/// <param name="IntervalSeconds">How often the device reports, seconds, above zero.</param>
public sealed record DevicePut(string? Name, string Domain, string? Station, string? Gateway, int? IntervalSeconds);
