namespace CityOps.Storage.City;

/// <summary>The two layers of a device: what a person said of it, which wins, and what it says of itself.</summary>
/// <param name="Person">Null in a field = the device's own word stands.</param>
public sealed record DeviceLayers(DevicePut Person, string? OwnName, string? OwnStation, string? OwnGateway, int? OwnIntervalSeconds);
